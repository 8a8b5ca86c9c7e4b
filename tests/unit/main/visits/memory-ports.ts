import type { Port } from '../../../../shared/contract/contract.ts';

/** Two ends of one line in memory; what is sent arrives in a later turn, as on a socket. */
export function memoryPorts(): { readonly page: Port; readonly kiosk: Port } {
  const ends = [newEnd(), newEnd()] as const;
  let isOpen = true;
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    setImmediate(() => {
      for (const end of ends) for (const closed of end.closers) closed();
    });
  };
  const port = (own: End, other: End): Port => ({
    send: (text) =>
      setImmediate(() => {
        if (isOpen) for (const receive of other.receivers) receive(text);
      }),
    onMessage: (receive) => own.receivers.push(receive),
    onClose: (closed) => own.closers.push(closed),
    close,
  });
  return { page: port(ends[0], ends[1]), kiosk: port(ends[1], ends[0]) };
}

interface End {
  readonly receivers: ((text: string) => void)[];
  readonly closers: (() => void)[];
}
const newEnd = (): End => ({ receivers: [], closers: [] });
