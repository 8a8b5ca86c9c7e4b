import { fail, ok } from '../../shared/result.ts';
import type { ApiParts, KioskCalls } from './api-parts.ts';

/** Every text of one language; what it lacks is said in French rather than not at all. */
export const textCalls = ({ bundle, texts }: Pick<ApiParts, 'bundle' | 'texts'>): KioskCalls<'texts'> => ({
  texts: async ({ language }) => {
    if (!bundle.languages.some((known) => known === language))
      return fail({ code: 'no-such-language', message: 'This kiosk does not speak it.' });
    return ok({ ...texts.fr, ...texts[language] });
  },
});
