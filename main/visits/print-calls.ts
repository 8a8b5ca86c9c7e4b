import { postageOf } from '../../shared/post/postage.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { buildSealer } from '../filings/vault.ts';
import { blankLetter } from './blank-letter.ts';
import { datesOf, procedureById } from './catalogue-calls.ts';
import type { SealedReceipt } from './core-for-visit.ts';
import { decodeRecord } from './filing-record.ts';
import { howToA4, howToTicket } from './how-to-sheet.ts';
import { issuedFrom } from './issued-from.ts';
import { openRecorded } from './open-recorded.ts';
import { takeSheet } from './paper-calls.ts';
import { postPackOf } from './post-pack-of.ts';
import { readReceiptCode } from './read-codes.ts';
import { a4Of, viewOf } from './render-receipt.ts';
import { type StoredPages, storedPages } from './stored-pages.ts';
import { thumbnailsOf } from './thumbnails.ts';
import { buildTicketPrinting, nothingSent } from './ticket-printing.ts';
import type { RecordedFiling, VisitCalls, VisitKit } from './visit-state.ts';

const busy = fail<Fault<'busy'>>({ code: 'busy', message: 'The device is at work.' });

/** Papers that a visitor takes away from the receipt printer. */
export function printCalls(
  kit: VisitKit,
): VisitCalls<'printReceipt' | 'printA4' | 'printPack' | 'printSheet' | 'printPaper' | 'reprint'> {
  const { parts, state, desk } = kit;
  const { withPrinter, printFiling } = buildTicketPrinting(kit);

  return {
    printReceipt: async () => {
      if (!state.recorded) return fail({ code: 'nothing-recorded', message: 'Nothing is recorded yet.' });
      return printFiling(state.recorded);
    },
    printA4: async () => {
      const { recorded } = state;
      if (!recorded) return fail({ code: 'nothing-recorded', message: 'Nothing is recorded yet.' });
      const { a4 } = parts;
      if (a4 === null) return fail({ code: 'no-a4', message: 'There is no A4 printer.' });
      return desk.run('a4', busy, async () => {
        const sheet = await a4Sheet(kit, recorded);
        const handed = sheet === null ? { handedOver: false } : await a4.print(sheet, 1);
        state.hasSheets ||= handed.handedOver;
        return ok(handed);
      });
    },
    printPack: async () => {
      const { recorded } = state;
      if (!recorded) return fail({ code: 'nothing-recorded', message: 'Nothing is recorded yet.' });
      if (!recorded.record.manifest.deliveries.includes('post'))
        return fail({ code: 'not-by-post', message: 'This filing does not leave by post.' });
      const { a4 } = parts;
      if (a4 === null) return fail({ code: 'no-a4', message: 'There is no A4 printer.' });
      return desk.run('a4', busy, async () => {
        const pack = await postPackOf(parts, recorded.record, recorded.receipt, pagesOf(kit, recorded));
        if (!pack.ok) return fail({ code: 'trouble', message: 'The paper for the post cannot be drawn.' });
        const { handedOver } = await a4.print(pack.value.pdf, 1);
        if (handedOver) parts.onPacked();
        const { sheets, envelope, upToGrams } = postageOf(pack.value.sheets);
        return ok({ handedOver, sheets, envelope, upToGrams });
      });
    },
    printSheet: async ({ procedure: id }) => {
      const procedure = procedureById(parts.bundle, id);
      if (!procedure) return fail({ code: 'no-such-procedure', message: 'The catalogue has no such procedure.' });
      const dates = datesOf(procedure, {}, parts);
      return withPrinter(async (printer) => {
        const job = await howToTicket({ ...parts, procedure, dates }, printer.profile);
        return job.ok ? printer.print(job.value) : { ...nothingSent, status: 'unknown' };
      });
    },
    printPaper: async ({ procedure: id, paper }) => {
      const procedure = procedureById(parts.bundle, id);
      if (!procedure) return fail({ code: 'no-such-procedure', message: 'The catalogue has no such procedure.' });
      const { lettre } = procedure;
      if (paper === 'letter' && lettre === null)
        return fail({ code: 'no-letter', message: 'A letter is no way to do this procedure.' });
      const { a4, clock } = parts;
      if (a4 === null) return fail({ code: 'no-a4', message: 'There is no A4 printer.' });
      return desk.run('a4', busy, async () => {
        const drawn =
          paper === 'letter' && lettre !== null
            ? blankLetter({ ...parts, procedure, letter: lettre }, clock())
            : howToA4({ ...parts, procedure, dates: datesOf(procedure, {}, parts) }, clock());
        return ok(await a4.print(await drawn, 1));
      });
    },
    reprint: async () => {
      const taken = await takeSheet(kit);
      if (!taken.ok) return taken;
      const code = await readReceiptCode(kit.codes, taken.value.image.jpeg);
      if (code === null) return fail({ code: 'no-code', message: 'There is no receipt code on this paper.' });
      const sealed = await parts.core.receipt(code);
      if (!sealed.ok) {
        const isOld = sealed.fault.code === 'too-old';
        return fail({ code: isOld ? 'too-old' : 'not-ours', message: sealed.fault.message });
      }
      const filing = openReceipt(sealed.value);
      if (!filing.ok) return filing;
      const printed = await printFiling(filing.value);
      return printed.ok ? ok({ number: sealed.value.number, result: printed.value.result }) : printed;
    },
  };
}

/** null when the core does not sign it, or it cannot be drawn: the ticket says the same. */
async function a4Sheet({ parts, state }: VisitKit, recorded: RecordedFiling): Promise<Uint8Array | null> {
  const { record, receipt } = recorded;
  const view = viewOf(parts, record, receipt, state.hasSheets);
  if (!view.ok) return null;
  const sign = async (payload: Uint8Array): Promise<Uint8Array> => {
    const signed = await parts.core.signA4(receipt.content.number, payload);
    if (!signed.ok) throw new Error('not signed');
    return signed.value;
  };
  const thumbnails = await thumbnailsOf(pagesOf({ parts }, recorded)).catch(() => null);
  // Pages that cannot be read any more take no receipt away.
  const pictures = thumbnails?.ok ? thumbnails.value : [];
  return a4Of({ ...parts, sign }, view.value, record, receipt, pictures).catch(() => null);
}

/** The pages of this visit's filing, from its delivered files: the draft's own are gone. */
async function* pagesOf({ parts }: Pick<VisitKit, 'parts'>, { receipt }: RecordedFiling): StoredPages {
  const opened = await openRecorded(parts.core, receipt.content.number);
  if (opened.ok) yield* storedPages(parts, opened.value);
  else yield opened;
}

/** Opens a receipt of an earlier visit, here alone: the core holds no name (DESIGN section 3, "Processes"). */
function openReceipt({ id, sequence, filingKey, ...sealed }: SealedReceipt): Result<RecordedFiling, Fault<'not-ours'>> {
  const sealer = buildSealer(filingKey, id);
  filingKey.fill(0);
  const record = sealer.open('record', 0, sealed.record);
  const json = sealer.open('receipt', sequence, sealed.receipt);
  const opened = record.ok ? decodeRecord(record.value) : null;
  const issued = json.ok ? issuedFrom(json.value) : null;
  if (!opened || !issued) return fail({ code: 'not-ours', message: 'What was kept of this receipt is damaged.' });
  return ok({ record: opened, receipt: issued });
}
