import type { Carrier, Outgoing } from '../../main/channels/carrier.ts';
import { cannotTell, type HandOff, retryLater, toPerson } from '../../main/channels/channel.ts';

/** What a receiver is like: whether it knows again what it has had, and what it answers when all goes well. */
export const receivers = {
  /** A folder: the same name is the same packet; an agent then confirms. */
  'folder of packets': { recognises: true, answers: 'person' },
  'service that knows its keys': { recognises: true, answers: 'reference' },
  'service that knows its keys and refuses': { recognises: true, answers: 'refusal' },
  'service without memory': { recognises: false, answers: 'reference' },
  'service without memory that refuses': { recognises: false, answers: 'refusal' },
  /** It takes everything and says nothing. */
  'mute box': { recognises: false, answers: 'silence' },
} as const;
export type ReceiverName = keyof typeof receivers;

/** What happens between the kiosk and the receiver during one hand-off. */
export const lineFaults = [
  'none',
  'no network',
  'cut in the middle',
  'taken, answer lost',
  'slow past the deadline',
  'refused',
  'a bug throws',
] as const;
export type LineFault = (typeof lineFaults)[number];

/** Where the power fails around one hand-off. */
export const powerCuts = [
  'before the start is recorded',
  'after the start is recorded',
  'after the receiver took it',
  'before the answer is recorded',
  'right after the record',
] as const;
export type PowerCut = (typeof powerCuts)[number];

/** The process stands still for ever: nothing of it runs on. */
const frozen = new Promise<never>(() => undefined);

/** A receiver outside the kiosk: it survives every cut, and counts what it holds. */
export class ModelReceiver {
  readonly #name: ReceiverName;
  /** Keys of the copies it holds, one entry a copy. */
  readonly held: string[] = [];
  /** Hand-offs that reached the line, and how many ran at the same time at most. */
  calls = 0;
  most = 0;
  #running = 0;
  constructor(name: ReceiverName) {
    this.#name = name;
  }

  #take(key: string): void {
    const { recognises, answers } = receivers[this.#name];
    if (answers === 'refusal' || (recognises && this.held.includes(key))) return;
    this.held.push(key);
  }

  #answer(): HandOff {
    const { answers } = receivers[this.#name];
    if (answers === 'person') return toPerson;
    if (answers === 'silence') return cannotTell('no-answer');
    if (answers === 'refusal') return refused;
    return { state: 'sent', reference: `R-${this.held.length}`, next: 'none', fault: null };
  }

  /** The carrier as the kiosk sees it. `during` runs while the hand-off is under way; `onCut` tells that the power failed. */
  carrier(trouble: LineFault | PowerCut, during: () => void, onCut: () => void): Carrier {
    const handOff = async ({ idempotencyKey: key }: Outgoing, signal: AbortSignal): Promise<HandOff> => {
      this.calls += 1;
      during();
      const freeze = (): Promise<never> => {
        // The receiver sees its line die.
        this.#running -= 1;
        onCut();
        return frozen;
      };
      switch (trouble) {
        case 'no network':
          return retryLater('no-route');
        case 'cut in the middle':
          return cannotTell('line-cut');
        case 'taken, answer lost':
          this.#take(key);
          return cannotTell('no-answer');
        case 'slow past the deadline':
          this.#take(key);
          await aborted(signal);
          return cannotTell('no-answer');
        case 'refused':
          return refused;
        case 'a bug throws':
          throw new Error('bug');
        case 'after the start is recorded':
          return freeze();
        case 'after the receiver took it':
          this.#take(key);
          return freeze();
        default:
          this.#take(key);
          return this.#answer();
      }
    };
    return {
      idempotent: receivers[this.#name].recognises,
      handOff: async (order, signal) => {
        this.#running += 1;
        this.most = Math.max(this.most, this.#running);
        try {
          // Two at once would be seen.
          await Promise.resolve();
          return await handOff(order, signal);
        } finally {
          this.#running -= 1;
        }
      },
    };
  }
}

const refused: HandOff = { state: 'failed', reference: null, next: 'none', fault: 'refused' };

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve());
  });
