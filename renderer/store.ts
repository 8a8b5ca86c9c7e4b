import type { JourneyEvent } from './journey/events.ts';
import { firstJourney, type Journey } from './journey/state.ts';
import { step } from './journey.ts';

export interface Store {
  get(): Journey;
  subscribe(changed: () => void): () => void;
  tell(event: JourneyEvent): void;
}

/** Holds the journey. `perform` does what a step asks for, after the step. */
export function buildStore(perform: (ask: ReturnType<typeof step>['asks'][number]) => void): Store {
  let journey = firstJourney;
  const listeners = new Set<() => void>();
  return {
    get: () => journey,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    tell: (event) => {
      const next = step(journey, event);
      journey = next.journey;
      for (const changed of listeners) changed();
      for (const ask of next.asks) perform(ask);
    },
  };
}
