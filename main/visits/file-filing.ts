import { strictestLimits } from '../../kiosk-config/schema/file-limits.ts';
import { attempt } from '../../shared/bytes.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { deliverDue } from '../channels/deliver.ts';
import { readClockState } from '../clock-state.ts';
import type { PrintOutcome, ReceiptPrinter } from '../devices/printers/printer.ts';
import type { Scanner } from '../devices/scanners/scanner.ts';
import { secondsNow } from '../filings/clock.ts';
import { readFiling } from '../filings/transitions.ts';
import type { Sealer } from '../filings/vault.ts';
import type { FilingView } from '../filings/view.ts';
import type { Kiosk } from '../kiosk.ts';
import { visitFolder } from '../pages/tmpfs.ts';
import { collectDraft, type PageJudgement } from './draft.ts';
import { dueOf } from './due-of.ts';
import type { FilingRequest } from './filing-request.ts';
import { discardImages, packDraft } from './pack-draft.ts';
import { freeNumber, type IssuedReceipt, type PreparedFiling, prepareFiling } from './prepare-filing.ts';
import { buildPrintFacts, printReceipt } from './print-receipt.ts';
import { ticketOf, viewOf } from './render-receipt.ts';

export interface FileParts {
  readonly kiosk: Kiosk;
  readonly scanner: Scanner | null;
  readonly printer: ReceiptPrinter;
}

/** A filing as it stands after its paper and deliveries. */
export type FilingOutcome = Pick<FilingView, 'number' | 'state' | 'preparedAt' | 'manifestHash' | 'pages'> & {
  readonly deliveries: readonly Pick<FilingView['deliveries'][number], 'channel' | 'state' | 'reference'>[];
};

/** What became of a filing: recorded for sure; printed and delivered as far as was observed. */
export interface Filed extends PreparedFiling {
  readonly filing: FilingOutcome;
  readonly printed: PrintOutcome;
  /** Opens what of the filing lies in the vault; its key is wiped elsewhere. */
  readonly sealer: Sealer;
  readonly judgements: readonly PageJudgement[];
}

/** The way of one filing (DESIGN section 3): pages in, packed, prepared in one transaction; then paper and deliveries. */
export async function fileFiling(request: FilingRequest, parts: FileParts): Promise<Result<Filed, Fault>> {
  const folder = await visitFolder();
  if (!folder.ok) return folder;
  try {
    const prepared = await prepareRequest(request, parts, folder.value.path);
    if (!prepared.ok) return prepared;
    const { receipt, record } = prepared.value;
    // From here on the filing is recorded: nothing below may take that back, not even a bug (promise 2).
    const [printed] = await Promise.all([
      printFirst(parts, record, receipt).catch(() => unknownPrint),
      deliver(parts.kiosk).catch(() => undefined),
    ]);
    return ok({ ...prepared.value, filing: filingNow(parts.kiosk, receipt), printed });
  } finally {
    // Pages that could not be wiped are in memory, in a folder of this process: the next start wipes it.
    await folder.value.remove().catch(() => undefined);
  }
}

/** As the store tells it, else as its receipt does: that was signed and recorded. */
function filingNow({ core }: Kiosk, { content }: IssuedReceipt): FilingOutcome {
  const filing = attempt(() => readFiling(core, content.number));
  return filing?.ok ? filing.value : { ...content, pages: content.pageCount };
}

async function prepareRequest(
  request: FilingRequest,
  { kiosk, scanner }: FileParts,
  visitFolder: string,
): Promise<Result<Omit<Filed, 'filing' | 'printed'>, Fault>> {
  const { core, bundle } = kiosk;
  const { documentPages, filingPages } = bundle.limits;
  const draft = await collectDraft(request, {
    core,
    scanner,
    pageLimits: kiosk.pageLimits,
    documentPages,
    filingPages,
    visitFolder,
  });
  if (!draft.ok) return draft;
  const drop = (fault: Fault): { ok: false; fault: Fault } => {
    core.vault.shred(draft.value.id);
    return fail(fault);
  };
  try {
    const number = freeNumber(core);
    const preparedAt = secondsNow(kiosk.clock);
    const packed = await packDraft(draft.value, {
      number,
      createdAt: new Date(preparedAt * 1000),
      vault: core.vault,
      limits: strictestLimits(bundle.channels, request.channels),
      pageLimits: kiosk.pageLimits,
    });
    if (!packed.ok) return drop(packed.fault);
    const prepared = prepareFiling(core, {
      request,
      draft: draft.value,
      packed: packed.value,
      number,
      preparedAt,
      clock: readClockState(),
      due: dueOf(kiosk, request.procedure, request.fields),
      catalogue: bundle.catalogue.version,
      timeZone: bundle.desk.timeZone,
    });
    if (!prepared.ok) return drop(prepared.fault);
    await discardImages(draft.value, core.vault);
    const { sealer, judgements } = draft.value;
    return ok({ ...prepared.value, sealer, judgements });
  } finally {
    draft.value.filingKey.fill(0);
  }
}

const notPrinted: PrintOutcome = { result: 'not-printed', status: 'unknown', bytesSent: 0 };
/** A bug in the middle of it: nobody knows what came out of the printer. */
const unknownPrint: PrintOutcome = { ...notPrinted, result: 'unknown' };

async function printFirst(
  { kiosk, printer }: FileParts,
  record: Filed['record'],
  receipt: IssuedReceipt,
): Promise<PrintOutcome> {
  const printed = await printReceipt(buildPrintFacts(kiosk.core), printer, receipt.content, async (duplicate) => {
    const view = viewOf(kiosk, record, receipt, duplicate);
    return view.ok ? ticketOf(kiosk, view.value, printer.profile) : view;
  });
  // Its start could not be recorded (a full disk, say), so not a byte was sent.
  return printed.ok ? printed.value : notPrinted;
}

/** A delivery that fails now waits in the outbox; it never undoes the filing. */
async function deliver({ core, counter, bundle }: Kiosk): Promise<void> {
  await deliverDue({ core, counter, timeoutMs: bundle.limits.deadlines.counterMs });
}
