import { createServer, type Socket } from 'node:net';

/** What a host can ask; the bytes of each stand below. */
export type Question = 'dle-1' | 'dle-2' | 'dle-3' | 'dle-4' | 'gs-r' | 'gs-h' | 'asb' | 'clear';

/** What the printer does with its line, whenever the script wants. */
export interface Hand {
  say(...bytes: number[]): void;
  /** The cable is cut: reset, no further connection. */
  cut(): void;
  /** A polite FIN from the printer's side. */
  hangUp(): void;
  /** Stops reading: the host feels a full buffer. */
  stopReading(): void;
  readOn(): void;
}

export interface Script {
  /** Answers a question; the default is a healthy printer. `null` says nothing. */
  readonly answer?:
    | ((question: Question, healthy: readonly number[], hand: Hand, count: number) => readonly number[] | null)
    | undefined;
  /** Called with the count of all bytes received, after each arrival. */
  readonly received?: ((bytes: number, hand: Hand) => void) | undefined;
  /** Reads so many bytes per second, 4 kB at once, as a small printer does. */
  readonly bytesPerS?: number;
}

export interface MisbehavingPrinter {
  readonly port: number;
  readonly received: () => Buffer;
  readonly connections: () => number;
  close(): Promise<void>;
}

const QUESTIONS: readonly {
  readonly ask: readonly number[];
  readonly question: Question;
  readonly healthy: number[];
}[] = [
  { ask: [0x10, 0x04, 0x01], question: 'dle-1', healthy: [0x12] },
  { ask: [0x10, 0x04, 0x02], question: 'dle-2', healthy: [0x12] },
  { ask: [0x10, 0x04, 0x03], question: 'dle-3', healthy: [0x12] },
  { ask: [0x10, 0x04, 0x04], question: 'dle-4', healthy: [0x12] },
  { ask: [0x1d, 0x72, 0x01], question: 'gs-r', healthy: [0x00] },
  { ask: [0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30], question: 'gs-h', healthy: [] },
  { ask: [0x1d, 0x61, 0x0e], question: 'asb', healthy: [0x10, 0x00, 0x00, 0x0f] },
  { ask: [0x10, 0x14, 0x08], question: 'clear', healthy: [0x37, 0x25, 0x00] },
];

/**
 * A printer that follows a script, faults included. It shares no code with the product: it looks for the questions in the bytes it gets
 * (jobs of these tests are plain text, so nothing else looks like one) and keeps every byte it was sent.
 */
export async function startMisbehavingPrinter(script: Script): Promise<MisbehavingPrinter> {
  let all = Buffer.alloc(0);
  let looked = 0;
  let connections = 0;
  let refusing = false;
  const asked = new Map<Question, number>();
  const sockets = new Set<Socket>();

  const server = createServer({ allowHalfOpen: true }, (socket) => {
    connections++;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    if (refusing) return socket.resetAndDestroy();
    const hand: Hand = {
      say: (...bytes) => {
        if (!socket.destroyed) socket.write(Uint8Array.from(bytes));
      },
      cut: () => {
        refusing = true;
        socket.resetAndDestroy();
      },
      hangUp: () => socket.end(),
      stopReading: () => socket.pause(),
      readOn: () => socket.resume(),
    };
    socket.on('data', (bytes) => {
      if (script.bytesPerS !== undefined) {
        socket.pause();
        setTimeout(() => socket.resume(), (bytes.length / script.bytesPerS) * 1_000);
      }
      all = Buffer.concat([all, bytes]);
      look(hand);
      script.received?.(all.length, hand);
    });
    socket.on('end', () => socket.end());
  });

  function look(hand: Hand): void {
    for (; looked < all.length; looked++) {
      if (all[looked] !== 0x10 && all[looked] !== 0x1d) continue;
      const found = QUESTIONS.find(({ ask }) => ask.every((byte, i) => all[looked + i] === byte));
      if (found === undefined) continue;
      // The id of GS ( H may still be under way.
      if (found.question === 'gs-h' && all.length < looked + 11) return;
      const healthy =
        found.question === 'gs-h' ? [0x37, 0x22, ...all.subarray(looked + 7, looked + 11), 0] : found.healthy;
      const count = (asked.get(found.question) ?? 0) + 1;
      asked.set(found.question, count);
      const said = script.answer ? script.answer(found.question, healthy, hand, count) : healthy;
      if (said !== null) hand.say(...said);
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    received: () => all,
    connections: () => connections,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
