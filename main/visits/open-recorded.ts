import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import type { KeptPaper } from '../filings/evidence.ts';
import { buildSealer, type Sealer } from '../filings/vault.ts';
import type { FilingView } from '../filings/view.ts';
import type { CoreForRecorded, SealedFiling } from './core-observe.ts';
import { decodeRecord, type FilingRecord } from './filing-record.ts';
import { issuedFrom } from './issued-from.ts';
import type { IssuedReceipt } from './prepare-filing.ts';

/** A recorded filing opened in the visit's process, which alone reads what is in it (DESIGN section 3, "Processes"). */
export interface OpenedFiling {
  readonly filing: FilingView;
  readonly sealer: Sealer;
  readonly record: FilingRecord;
  readonly first: IssuedReceipt;
  readonly last: IssuedReceipt;
  readonly evidence: readonly KeptPaper[];
}

/** Asks the core for a filing and opens it here; its key is wiped at once but for the sealer's own copy. */
export async function openRecorded(core: CoreForRecorded, number: string): Promise<Result<OpenedFiling, Fault>> {
  const sealed = await core.open(number);
  return sealed.ok ? unseal(sealed.value) : sealed;
}

function unseal({ filing, filingKey, evidence, ...sealed }: SealedFiling): Result<OpenedFiling, Fault> {
  const sealer = buildSealer(filingKey, filing.id);
  filingKey.fill(0);
  const record = sealer.open('record', 0, sealed.record);
  const first = sealer.open('receipt', 1, sealed.first);
  const last = sealer.open('receipt', filing.receipts.at(-1)?.sequence ?? 1, sealed.last);
  const opened = {
    record: record.ok ? decodeRecord(record.value) : null,
    first: first.ok ? issuedFrom(first.value) : null,
    last: last.ok ? issuedFrom(last.value) : null,
  };
  if (!opened.record || !opened.first || !opened.last)
    return fail({ code: 'data-damaged', message: 'What was kept of this filing is damaged.' });
  return ok({ filing, sealer, evidence, record: opened.record, first: opened.first, last: opened.last });
}
