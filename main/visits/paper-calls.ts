import { setTimeout as delay } from 'node:timers/promises';
import { documentByCode } from '../../shared/procedure.ts';
import { type Fault, fail, ok } from '../../shared/result.ts';
import { lookForCode } from './look-for-code.ts';
import { issuedOf } from './paper-day.ts';
import { photocopyPdf } from './photocopy.ts';
import { showPage } from './show-page.ts';
import { busy, takeSheet, takeSheets } from './take-sheets.ts';
import type { VisitCalls, VisitKit } from './visit-state.ts';

const notBegun = fail<Fault<'not-begun'>>({ code: 'not-begun', message: 'No procedure was chosen.' });

/** Papers: taken from the scanner, looked at together, copied. */
export function paperCalls(kit: VisitKit): VisitCalls<'scan' | 'cancelScan' | 'frameFailed' | 'review' | 'copy'> {
  const { parts, state, desk, emit } = kit;

  return {
    scan: async ({ document }) => {
      const { draft } = state;
      if (!draft || state.recorded) return notBegun;
      if (!documentByCode(draft.procedure, document))
        return fail({ code: 'no-such-document', message: 'This procedure asks for no such paper.' });
      let taken = 0;
      const looks: Promise<void>[] = [];
      const tell = (phase: 'scanning' | 'checking'): void =>
        emit('scanProgress', { document, page: draft.pages(document).length + 1, phase });
      tell('scanning');
      const refusal = await desk.run('scanner', busy, (signal) =>
        takeSheets(kit, 'feeder', {
          signal,
          onScanned: () => tell('checking'),
          keep: (accepted) => {
            // Chosen anew while the feeder ran: these pages belong to nothing.
            if (state.draft !== draft || state.recorded) return fail({ code: 'scan-cancelled', message: 'Cancelled.' });
            const page = draft.add(document, accepted);
            if (!page.ok) return page;
            taken += 1;
            emit('pageTaken', showPage(kit, draft, page.value));
            looks.push(lookForCode(kit, draft, page.value.id, accepted.image.jpeg));
            tell('scanning');
            return ok(undefined);
          },
        }),
      );
      await Promise.race([Promise.all(looks), delay(parts.limits.codeWaitMs, undefined, { ref: false })]);
      return refusal.ok ? ok({ taken }) : refusal;
    },
    cancelScan: async () => {
      desk.cancel('scanner');
      return ok({});
    },
    frameFailed: async ({ frame, fault }) =>
      parts.frames?.refuse(frame, fault)
        ? ok({})
        : fail({ code: 'no-such-frame', message: 'No picture is wanted at this address.' }),
    review: async () => {
      const { draft } = state;
      if (!draft) return notBegun;
      const documents = draft.procedure.pieces.map(({ code, libelle, obligatoire }) => {
        const pages = draft.pages(code).map((page) => showPage(kit, draft, page));
        const missing = obligatoire === 'oui' && pages.length === 0;
        return { code, label: libelle, pages, missing, issued: issuedOf(draft, code, parts) };
      });
      const some = documents.some(({ pages }) => pages.length > 0);
      const complete = some && documents.every(({ missing }) => !missing) && draft.isSettled();
      return ok({ documents, complete });
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
