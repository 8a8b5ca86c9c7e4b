import type { ChannelId } from '../../shared/filing.ts';

/** Holds a channel back that fails again and again: filings are not decrypted in vain, and a service that is down is not hurried. */
export interface Breaker {
  /** Whether a delivery may be attempted now; after a rest, one alone finds out. */
  allows(channel: ChannelId): boolean;
  took(channel: ChannelId): void;
  failed(channel: ChannelId): void;
}

/** One failure may be one filing's; three in a row are the channel's. */
const failuresToOpen = 3;
/** Rests between two tries of a channel that is down, doubled each time. */
const firstRestSeconds = 5 * 60;
const longestRestSeconds = 3_600;

interface ChannelState {
  readonly failures: number;
  readonly restsUntil: number;
}

const well: ChannelState = { failures: 0, restsUntil: 0 };

/** `now`: seconds, of any clock that goes forward. It is kept in memory: a start tries everything anew. */
export function buildBreaker(now: () => number): Breaker {
  const states = new Map<ChannelId, ChannelState>();
  const stateOf = (channel: ChannelId): ChannelState => states.get(channel) ?? well;
  return {
    allows: (channel) => stateOf(channel).restsUntil <= now(),
    took: (channel) => void states.delete(channel),
    failed: (channel) => {
      const failures = stateOf(channel).failures + 1;
      const rest = Math.min(firstRestSeconds * 2 ** (failures - failuresToOpen), longestRestSeconds);
      states.set(channel, { failures, restsUntil: failures < failuresToOpen ? 0 : now() + rest });
    },
  };
}

/** Faults that lie with one filing: the next one may well go. */
const ofOneFiling = [
  'data-damaged',
  'key-destroyed',
  'no-such-filing',
  'no-such-channel',
  'counter-name-taken',
  'counter-busy',
] as const;

/** Whether a fault says something about the whole channel. */
export const isOfChannel = (fault: string | null): boolean => !ofOneFiling.some((known) => known === fault);
