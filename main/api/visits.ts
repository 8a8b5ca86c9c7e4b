import { fail, ok } from '../../shared/result.ts';
import type { ApiParts, KioskCalls } from './api-parts.ts';

/** Long enough for a new page to come up and say « tout est effacé »; later it would be said to somebody else. */
const endingToldMs = 10_000;

/** The visit's beginning, and what a page that comes later asks of it. */
export function visitCalls(parts: ApiParts): KioskCalls<'openVisit' | 'livingVisit' | 'lastEnding'> {
  const { bundle, visits, timer } = parts;
  let told: unknown = null;
  return {
    openVisit: async ({ language }) => {
      if (!bundle.languages.some((known) => known === language))
        return fail({ code: 'not-ready', message: 'This kiosk does not speak it.' });
      return visits.open(language);
    },
    livingVisit: async () => ok({ living: visits.living() }),
    lastEnding: async () => {
      const last = parts.lastEnding();
      const isNews = last !== null && last !== told && timer.nowMs() - last.atMs <= endingToldMs;
      told = last;
      const none = { how: null, language: null, leftToDo: null };
      return ok(isNews ? { how: last.how, language: last.language, leftToDo: last.leftToDo } : none);
    },
  };
}
