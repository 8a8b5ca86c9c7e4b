import type { ChannelId } from '../../shared/filing.ts';

/** Holds a channel back that fails again and again: filings are not decrypted in vain, and a service that is down is not hurried. */
export interface Breaker {
  /** Whether a delivery may be attempted now; after a rest, one alone finds out. */
  allows(channel: ChannelId): boolean;
  /** It rested, or rests: the next delivery finds out, and should be one that failed least. */
  isDown(channel: ChannelId): boolean;
  took(channel: ChannelId): void;
  /** `number`: the filing that it failed with. */
  failed(channel: ChannelId, number: string): void;
}

/** However often one filing fails, that may be the filing; three that fail in a row are the channel's. */
const filingsToOpen = 3;
/** Rests between two tries of a channel that is down, doubled each time. */
const firstRestSeconds = 5 * 60;
const longestRestSeconds = 3_600;

interface ChannelState {
  /** Numbers of filings that failed since it last took one. */
  readonly failed: ReadonlySet<string>;
  readonly rests: number;
  readonly restsUntil: number;
}

const well: ChannelState = { failed: new Set(), rests: 0, restsUntil: 0 };

/** `now`: seconds, of any clock that goes forward. It is kept in memory: a start tries everything anew. */
export function buildBreaker(now: () => number): Breaker {
  const states = new Map<ChannelId, ChannelState>();
  const stateOf = (channel: ChannelId): ChannelState => states.get(channel) ?? well;
  return {
    allows: (channel) => stateOf(channel).restsUntil <= now(),
    isDown: (channel) => stateOf(channel).rests > 0,
    took: (channel) => void states.delete(channel),
    failed: (channel, number) => {
      const before = stateOf(channel);
      const failed = new Set(before.failed).add(number);
      const isOpen = failed.size >= filingsToOpen;
      const rest = Math.min(firstRestSeconds * 2 ** before.rests, longestRestSeconds);
      states.set(channel, { failed, rests: before.rests + (isOpen ? 1 : 0), restsUntil: isOpen ? now() + rest : 0 });
    },
  };
}

/** Faults that lie with one filing, its record, its vault or this kiosk: the channel said nothing. */
const notOfChannel = [
  'data-damaged',
  'data-unreachable',
  'data-read-only',
  'data-newer',
  'disk-full',
  'busy',
  'key-destroyed',
  'not-certified',
  'not-recorded',
  'no-such-filing',
  'no-such-channel',
  'counter-name-taken',
  'counter-busy',
] as const;

/** Whether a fault says something about the whole channel. */
export const isOfChannel = (fault: string | null): boolean => !notOfChannel.some((known) => known === fault);
