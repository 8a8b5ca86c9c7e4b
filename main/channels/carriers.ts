import type { Carriers } from './carrier.ts';
import type { CounterSettings } from './counter.ts';
import { handOffInChild } from './hand-off-in-child.ts';

/** The channels of this kiosk. */
export function kioskCarriers(counter: CounterSettings): Carriers {
  return (channel) => {
    switch (channel) {
      case 'counter':
        // Packet and index have the same names however often they are written.
        return {
          idempotent: true,
          personConfirms: true,
          handOff: (order, signal) => handOffInChild(withCounter(order, counter), signal),
        };
      case 'post':
        // A person's work from the start: its pack is printed while the visitor is there.
        return { idempotent: true, handOff: null };
      default:
        return null;
    }
  };
}

const withCounter = <T extends object>(order: T, counter: CounterSettings) => ({
  ...order,
  channel: { id: 'counter' as const, ...counter },
});
