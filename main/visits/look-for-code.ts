import { readPaperCode } from './paper-code.ts';
import type { VisitDraft } from './visit-draft.ts';
import type { VisitKit } from './visit-state.ts';

/** Reads the code of a page that was taken and tells it: beside the next sheet, the page is on the screen already. */
export async function lookForCode(kit: VisitKit, draft: VisitDraft, page: string, jpeg: Uint8Array): Promise<void> {
  const { parts, state, codes, emit } = kit;
  const code = await readPaperCode(codes, jpeg, parts.bundle.twoDDoc.certificates);
  // Taken back, or of a filing that is no longer there: its code is nobody's.
  if (code === null || state.draft !== draft || !draft.page(page)) return;
  draft.codes.set(page, code);
  emit('codeRead', { page, code });
}
