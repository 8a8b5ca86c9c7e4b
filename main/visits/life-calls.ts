import { fail, ok } from '../../shared/result.ts';
import type { VisitCalls, VisitKit } from './visit-state.ts';

/** The visit itself: its language, somebody being there, its end. */
export function lifeCalls({ parts, state }: VisitKit): VisitCalls<'setLanguage' | 'stillHere' | 'end'> {
  return {
    setLanguage: async ({ language }) => {
      if (!parts.bundle.languages.some((known) => known === language))
        return fail({ code: 'no-such-language', message: 'This kiosk does not speak it.' });
      state.language = language;
      parts.onLanguage(language);
      return ok({});
    },
    // Every call counts as somebody being there; this one says nothing else.
    stillHere: async () => ok({}),
    end: async ({ how }) => {
      // After the answer: the page must hear it before its connection is gone.
      setImmediate(() => parts.end(how));
      return ok({});
    },
  };
}
