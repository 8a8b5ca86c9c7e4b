import type { MessagePortMain } from 'electron';
import type { Port } from '../../../shared/contract/contract.ts';
import { hangUpWord } from '../../../shared/contract/line-words.ts';

/** Closes a port, and says so on it first: in a page that may be all that it hears of it. */
export function hangUp(channel: MessagePortMain): void {
  channel.postMessage(hangUpWord);
  channel.close();
}

/** Calls once, when the other end has said its last word or is gone. After that word the port is closed: nothing more comes on it. */
export function whenHungUp(channel: MessagePortMain, closed: () => void): void {
  let isOver = false;
  const over = (): void => {
    if (!isOver) closed();
    isOver = true;
  };
  channel.once('close', over);
  channel.on('message', ({ data }) => {
    if (data !== hangUpWord) return;
    over();
    channel.close();
  });
}

/** The contract's texts over Electron's port; what is no text is not the contract's, and what comes after the last word is not heard. */
export function portOf(channel: MessagePortMain): Port {
  let isOver = false;
  whenHungUp(channel, () => {
    isOver = true;
  });
  channel.start();
  return {
    send: (text) => channel.postMessage(text),
    onMessage: (receive) =>
      void channel.on('message', ({ data }) => {
        if (!isOver && typeof data === 'string') receive(data);
      }),
    onClose: (closed) => whenHungUp(channel, closed),
    close: () => hangUp(channel),
  };
}
