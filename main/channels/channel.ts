import type { ChannelId } from '../../shared/filing.ts';
import type { Fault, Result } from '../../shared/result.ts';

/** One delivered file; its bytes, in plain, exist only while they are used. */
export interface DeliveredFile {
  readonly name: string;
  /** Opens it; a fault when it does not open. */
  read(): Result<Uint8Array, Fault>;
}

/** One sending of a filing by one channel. A retry carries the same idempotency key (promise 2). */
export interface Delivery {
  readonly number: string;
  readonly channel: ChannelId;
  readonly idempotencyKey: string;
  /** 1, and one more each time a person saw that the receiver does not have it: what stands there is then sent again. */
  readonly sending: number;
  readonly manifestHash: string;
  readonly pages: number;
  readonly preparedAt: string;
  readonly files: readonly DeliveredFile[];
}

/** What was observed of a hand-off, never what is hoped. `fault`: a stable code, null when there was none. */
export type HandOff =
  /** The channel took it: only its own reference says so (promise 3). */
  | { readonly state: 'sent'; readonly reference: string; readonly next: 'none'; readonly fault: null }
  /** `failed`: the receiver refused it and surely does not have it. `unknown`: nobody can tell whether it has it. */
  | { readonly state: 'failed' | 'unknown'; readonly reference: null; readonly next: 'none'; readonly fault: string }
  /** Nothing is left to do for the machine: a person confirms. */
  | { readonly state: 'queued'; readonly reference: null; readonly next: 'person'; readonly fault: null }
  /** Surely nothing was taken: try again later. */
  | { readonly state: 'queued'; readonly reference: null; readonly next: 'retry'; readonly fault: string };

export const toPerson: HandOff = { state: 'queued', reference: null, next: 'person', fault: null };
export const retryLater = (fault: string): HandOff => ({ state: 'queued', reference: null, next: 'retry', fault });
export const cannotTell = (fault: string): HandOff => ({ state: 'unknown', reference: null, next: 'none', fault });

export interface Channel {
  readonly id: ChannelId;
  handOff(delivery: Delivery): Promise<HandOff>;
}
