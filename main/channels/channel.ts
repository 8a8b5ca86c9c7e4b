import type { ChannelId, DeliveryState } from '../../shared/filing.ts';

/** One delivered file, decrypted; it exists only inside the child that delivers. */
export interface DeliveredFile {
  readonly name: string;
  readonly bytes: Uint8Array;
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

/** What was observed of a hand-off, never what is hoped. */
export interface HandOff {
  readonly state: DeliveryState;
  /** The channel's own reference; null while there is none. */
  readonly reference: string | null;
  /** `person`: nothing is left to do for the machine, a person confirms. `retry`: try again later. */
  readonly next: 'person' | 'retry' | 'none';
  /** Stable code of the fault, null when there was none. */
  readonly fault: string | null;
}

export interface Channel {
  readonly id: ChannelId;
  handOff(delivery: Delivery): Promise<HandOff>;
}
