import type { ChannelId } from '../../shared/filing.ts';
import type { HandOff } from './channel.ts';
import type { DeliverOrder } from './deliver-messages.ts';

/** One delivery as the core gives it out: ciphertext, hashes, counts and the filing's key, nothing that can be read here. */
export type Outgoing = Omit<DeliverOrder, 'channel'>;

/** How one channel's deliveries leave this process. */
export interface Carrier {
  /**
   * The receiver recognises what it has had already, by key, file name or Message-ID: repeating is safe, so an end that
   * nobody saw is a retry. Without it such an end is `unknown` and never repeated by itself (promise 2).
   */
  readonly idempotent: boolean;
  /** A person confirms whatever is handed off: it is never `sent` here, and waits for no certificate. */
  readonly personConfirms?: true;
  /** Ends soon once `signal` is aborted, with what was observed until then. null: a person hands it off from the start. */
  readonly handOff: ((order: Outgoing, signal: AbortSignal) => Promise<HandOff>) | null;
}

/** null: this kiosk has no such channel. */
export type Carriers = (channel: ChannelId) => Carrier | null;
