import { type Fault, fail, ok } from '../../shared/result.ts';
import { lookForCode } from './look-for-code.ts';
import { pageImage, showPage } from './show-page.ts';
import { takeSheet } from './take-sheets.ts';
import { turnPage } from './turn-page.ts';
import type { VisitDraft, VisitPage } from './visit-draft.ts';
import type { VisitCalls, VisitKit } from './visit-state.ts';

const noSuchPage = fail<Fault<'no-such-page'>>({ code: 'no-such-page', message: 'There is no such page.' });

/** One page that was taken: scanned again, kept as it is, turned, taken back, shown. */
export function pageCalls(
  kit: VisitKit,
): VisitCalls<'redoPage' | 'keepPage' | 'turnPage' | 'removePage' | 'pageImage'> {
  const { parts, state, emit } = kit;

  /** The page, while its filing may still change. */
  const open = (id: string): { readonly draft: VisitDraft; readonly page: VisitPage } | null => {
    const page = state.recorded ? null : state.draft?.page(id);
    return state.draft && page ? { draft: state.draft, page } : null;
  };

  return {
    redoPage: async ({ page: id }) => {
      const found = open(id);
      if (!found) return noSuchPage;
      const { document } = found.page;
      const page = found.draft.pages(document).findIndex((other) => other.id === id) + 1;
      emit('scanProgress', { document, page, phase: 'scanning' });
      const sheet = await takeSheet(kit, () => emit('scanProgress', { document, page, phase: 'checking' }));
      if (!sheet.ok) return sheet;
      // Chosen anew or taken back while the scanner ran.
      const still = open(id);
      if (!still) return noSuchPage;
      const redone = still.draft.replace(id, sheet.value);
      if (!redone.ok) return fail({ code: 'trouble', message: redone.fault.message });
      void lookForCode(kit, still.draft, redone.value.id, sheet.value.image.jpeg);
      return ok(showPage(kit, still.draft, redone.value));
    },
    keepPage: async ({ page: id }) => {
      const found = open(id);
      return found?.draft.decide(id).ok ? ok({}) : noSuchPage;
    },
    turnPage: async ({ page: id, quarterTurns }) => {
      const found = open(id);
      if (!found) return noSuchPage;
      const jpeg = found.draft.picture(found.page);
      if (jpeg === null) return fail({ code: 'trouble', message: 'The page cannot be read back.' });
      const turned = await turnPage(jpeg, quarterTurns, parts);
      if (!turned.ok) return turned;
      const still = open(id);
      const page = still?.draft.repicture(id, turned.value);
      return still && page?.ok ? ok(showPage(kit, still.draft, page.value)) : noSuchPage;
    },
    removePage: async ({ page: id }) => {
      const found = open(id);
      if (!found) return noSuchPage;
      // The page is gone from the filing either way; what a bad disk keeps of it is without its key.
      found.draft.remove(id);
      return ok({});
    },
    pageImage: async ({ page: id }) => {
      const { draft } = state;
      const found = draft?.page(id);
      return draft && found ? ok({ image: pageImage(kit, draft, found) }) : noSuchPage;
    },
  };
}
