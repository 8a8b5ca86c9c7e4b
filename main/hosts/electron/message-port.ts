import type { MessagePortMain } from 'electron';
import type { Port } from '../../../shared/contract/contract.ts';

/** The contract's texts over Electron's port; what is no text is not the contract's. */
export function portOf(channel: MessagePortMain): Port {
  channel.start();
  return {
    send: (text) => channel.postMessage(text),
    onMessage: (receive) =>
      void channel.on('message', ({ data }) => {
        if (typeof data === 'string') receive(data);
      }),
    onClose: (closed) => void channel.once('close', closed),
    close: () => channel.close(),
  };
}
