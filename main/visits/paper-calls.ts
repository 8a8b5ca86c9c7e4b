import { setTimeout as delay } from 'node:timers/promises';
import { documentByCode } from '../../shared/procedure.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { buildImageWorker } from '../pages/image-worker.ts';
import type { AcceptedPage } from '../pages/intake.ts';
import { readPaperCode } from './paper-code.ts';
import { issuedOf } from './paper-day.ts';
import { photocopyPdf } from './photocopy.ts';
import { scanPages } from './scan-pages.ts';
import { type ScanRefusal, scanRefusal } from './scan-refusal.ts';
import type { VisitDraft, VisitPage } from './visit-draft.ts';
import type { VisitCalls, VisitKit } from './visit-state.ts';

const busy = fail<Fault<'busy'>>({ code: 'busy', message: 'The scanner is at work.' });
const notBegun = fail<Fault<'not-begun'>>({ code: 'not-begun', message: 'No procedure was chosen.' });
const noSuchPage = fail<Fault<'no-such-page'>>({ code: 'no-such-page', message: 'There is no such page.' });

/** Papers: taken from the scanner, shown, taken back, copied. */
export function paperCalls(
  kit: VisitKit,
): VisitCalls<'scan' | 'cancelScan' | 'removePage' | 'pageImage' | 'review' | 'copy'> {
  const { parts, state, desk, pictures, codes, emit } = kit;

  const imageOf = (draft: VisitDraft, page: VisitPage): string =>
    pictures.offer(async () => {
      const bytes = draft.picture(page);
      return bytes && { type: 'image/jpeg', bytes };
    });
  const show = (draft: VisitDraft, page: VisitPage) => ({
    id: page.id,
    document: page.document,
    rank: draft.pages(page.document).indexOf(page) + 1,
    image: imageOf(draft, page),
    widthPx: page.image.widthPx,
    heightPx: page.image.heightPx,
    code: draft.codes.get(page.id) ?? null,
  });
  const lookForCode = async (draft: VisitDraft, id: string, jpeg: Uint8Array): Promise<void> => {
    const code = await readPaperCode(codes, jpeg, parts.bundle.twoDDoc.certificates);
    // Taken back, or of a filing that is no longer there: its code is nobody's.
    if (code === null || state.draft !== draft || !draft.page(id)) return;
    draft.codes.set(id, code);
    emit('codeRead', { page: id, code });
  };

  return {
    scan: async ({ document }) => {
      const { draft } = state;
      if (!draft || state.recorded) return notBegun;
      if (!documentByCode(draft.procedure, document))
        return fail({ code: 'no-such-document', message: 'This procedure asks for no such paper.' });
      let taken = 0;
      const looks: Promise<void>[] = [];
      emit('scanProgress', { document, page: 1 });
      const refusal = await desk.run('scanner', busy, (signal) =>
        takeSheets(kit, 'feeder', signal, (accepted) => {
          // Chosen anew while the feeder ran: these pages belong to nothing.
          if (state.draft !== draft || state.recorded) return fail({ code: 'scan-cancelled', message: 'Cancelled.' });
          const page = draft.add(document, accepted);
          if (!page.ok) return page;
          taken += 1;
          emit('pageTaken', show(draft, page.value));
          // Beside the next sheet: the page is on the screen already.
          looks.push(lookForCode(draft, page.value.id, accepted.image.jpeg));
          emit('scanProgress', { document, page: taken + 1 });
          return ok(undefined);
        }),
      );
      await Promise.race([Promise.all(looks), delay(parts.limits.codeWaitMs, undefined, { ref: false })]);
      return refusal.ok ? ok({ taken }) : refusal;
    },
    cancelScan: async () => {
      desk.cancel('scanner');
      return ok({});
    },
    removePage: async ({ page }) => {
      if (!state.draft || state.recorded || !state.draft.page(page)) return noSuchPage;
      // The page is gone from the filing either way; what a bad disk keeps of it is without its key.
      state.draft.remove(page);
      return ok({});
    },
    pageImage: async ({ page }) => {
      const { draft } = state;
      const found = draft?.page(page);
      return draft && found ? ok({ image: imageOf(draft, found) }) : noSuchPage;
    },
    review: async () => {
      const { draft } = state;
      if (!draft) return notBegun;
      const documents = draft.procedure.pieces.map(({ code, libelle, obligatoire }) => {
        const pages = draft.pages(code).map((page) => show(draft, page));
        const missing = obligatoire === 'oui' && pages.length === 0;
        return { code, label: libelle, pages, missing, issued: issuedOf(draft, code, parts) };
      });
      const some = documents.some(({ pages }) => pages.length > 0);
      return ok({ documents, complete: some && documents.every(({ missing }) => !missing) });
    },
    copy: async ({ copies }) => {
      const { a4 } = parts;
      if (a4 === null) return fail({ code: 'no-a4', message: 'There is no A4 printer.' });
      const taken = await takeSheet(kit);
      if (!taken.ok) return taken;
      const pdf = await photocopyPdf([taken.value.image]);
      return desk.run('a4', busy, async () => ok({ pages: 1, ...(await a4.print(pdf, copies)) }));
    },
  };
}

/** One sheet from the scanner; `busy` while it works already. */
export async function takeSheet(kit: VisitKit): Promise<Result<AcceptedPage, Fault<'busy' | ScanRefusal>>> {
  const sheets: AcceptedPage[] = [];
  const taken = await kit.desk.run('scanner', busy, (signal) =>
    takeSheets(kit, 1, signal, (page) => {
      sheets.push(page);
      return ok(undefined);
    }),
  );
  if (!taken.ok) return taken;
  const [sheet] = sheets;
  return sheet ? ok(sheet) : fail({ code: 'no-paper', message: 'There is no paper in the scanner.' });
}

/** Takes sheets and gives each to `keep`, whose fault ends the scan. Pages kept before a fault stay kept. */
export async function takeSheets(
  { parts }: VisitKit,
  count: number | 'feeder',
  signal: AbortSignal,
  keep: (page: AcceptedPage) => Result<unknown, Fault>,
): Promise<Result<void, Fault<ScanRefusal>>> {
  const { scanner, pageLimits, folder: visitFolder } = parts;
  if (scanner === null) return fail({ code: 'absent', message: 'There is no scanner.' });
  const worker = buildImageWorker({ limits: pageLimits });
  const take = async (pages: number | 'feeder'): Promise<Result<number, Fault<ScanRefusal>>> => {
    let taken = 0;
    for await (const page of scanPages(pages, { scanner, pageLimits, visitFolder, signal }, worker)) {
      const kept = page.ok ? keep(page.value) : page;
      if (!kept.ok) return taken === 0 && isEmpty(kept.fault) ? ok(0) : fail(scanRefusal(kept.fault));
      taken += 1;
    }
    return ok(taken);
  };
  try {
    const first = await take(count);
    // An empty feeder: the paper may lie on the glass, which is scanned as one page.
    const isOnGlass = first.ok && first.value === 0 && count === 'feeder' && !signal.aborted;
    const taken = isOnGlass ? await take(1) : first;
    parts.onScanner(!taken.ok && taken.fault.code === 'absent' ? 'absent' : 'ready');
    if (!taken.ok) return taken;
    return taken.value > 0 ? ok(undefined) : fail({ code: 'no-paper', message: 'There is no paper in the scanner.' });
  } finally {
    worker.close();
  }
}

const isEmpty = ({ code }: Fault): boolean => code === 'scan-no-paper';
