import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle } from '../../kiosk-config/schema/bundle.ts';
import { strictestLimits } from '../../kiosk-config/schema/file-limits.ts';
import { attempt, toHex } from '../../shared/bytes.ts';
import type { ChannelId, ClockState } from '../../shared/filing.ts';
import type { LedgerHead } from '../../shared/ledger/checkpoint.ts';
import { allowedChannels } from '../../shared/procedure.ts';
import { isPdfStatement } from '../../shared/receipt/pdf-slot.ts';
import { parseTrust } from '../../shared/receipt/trust.ts';
import { verifyQrText } from '../../shared/receipt/verify.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { type Clock, isoTime, secondsNow } from '../filings/clock.ts';
import type { Core } from '../filings/core.ts';
import { unwrapFilingKey } from '../filings/transitions.ts';
import { readSealed } from '../filings/view.ts';
import { fitsLimits } from '../pages/pack-plan.ts';
import { buildCoreForRecorded, type CoreForRecorded } from './core-observe.ts';
import type { FilingOrder } from './filing-order.ts';
import { freeNumber, type IssuedReceipt, recordFiling } from './prepare-filing.ts';
import { buildPrintFacts, type PrintFacts } from './print-receipt.ts';
import { signA4 } from './sign-a4.ts';

/** A recorded receipt as it lies in the store, and the key that opens it: for a reprint, in the visit's process alone. */
export interface SealedReceipt {
  readonly id: string;
  readonly number: string;
  readonly sequence: number;
  /** 32 bytes, for the caller to wipe. */
  readonly filingKey: Uint8Array;
  readonly record: Uint8Array;
  readonly receipt: Uint8Array;
}

/** Everything a visit asks of the core. What goes in and out is hashes, commitments and ciphertext (DESIGN section 3, "Processes"). */
export interface CoreForVisit extends PrintFacts, CoreForRecorded {
  number(): Promise<
    Result<{ readonly number: string; readonly preparedAt: number; readonly clock: ClockState }, Fault>
  >;
  head(): Promise<Result<LedgerHead, Fault>>;
  record(order: FilingOrder): Promise<Result<IssuedReceipt, Fault>>;
  /** Signs the A4 sheet of a receipt that this visit recorded or holds; `refused` for any other, and for other bytes than `pdfStatement`'s. */
  signA4(number: string, payload: Uint8Array): Promise<Result<Uint8Array, Fault>>;
  /** The receipt whose QR text was read: `not-ours`, or `too-old` when it may not be printed again. */
  receipt(qrText: string): Promise<Result<SealedReceipt, Fault>>;
}

export interface CoreForVisitParts {
  readonly core: Core;
  readonly bundle: Bundle;
  readonly clock: Clock;
  readonly clockState: () => ClockState;
  /** A filing was recorded: the outbox has work. */
  readonly onRecorded: (channels: readonly ChannelId[], number: string) => void;
  /** A delivery waits again. */
  readonly onQueued?: () => void;
  /** A delivery went. */
  readonly onSent?: (channel: ChannelId, number: string) => void;
  /** Number of the agent whose room this is; without it a visitor's visit. */
  readonly agent?: string | null;
}

/** The core's side of a visit. What comes from the visit's process is checked again here: it handles what strangers bring. */
export function buildCoreForVisit(parts: CoreForVisitParts): CoreForVisit {
  const { core, bundle, clock, clockState, agent = null, onQueued = () => undefined, onSent = () => undefined } = parts;
  const own = new Set<string>();
  let drawn: { number: string; preparedAt: number; clock: ClockState } | null = null;

  return {
    number: async () => {
      drawn = { number: freeNumber(core), preparedAt: secondsNow(clock), clock: clockState() };
      return ok(drawn);
    },
    head: async () => core.store.read(() => core.ledger.head()),
    record: async (order) => {
      const refused = refusalOf(order, core, bundle, drawn);
      if (refused !== null) return fail({ code: 'refused', message: `The filing was refused: ${refused}.` });
      const receipt = recordFiling(core, order);
      if (!receipt.ok) return receipt;
      own.add(receipt.value.content.number);
      parts.onRecorded(order.manifest.deliveries, order.manifest.number);
      return receipt;
    },
    signA4: async (number, payload) =>
      (own.has(number) || agent !== null) && isPdfStatement(payload)
        ? ok(signA4(core, payload))
        : fail({ code: 'refused', message: 'This sheet is not of a receipt of this visit.' }),
    ...printFactsOf(core, (number) => agent !== null || own.has(number)),
    ...buildCoreForRecorded({ core, bundle, clockState, own, agent, onQueued, onSent }),
    receipt: async (qrText) => {
      const sealed = sealedReceipt(qrText, parts);
      if (sealed.ok) own.add(sealed.value.number);
      return sealed;
    },
  };
}

/** Prints are of filings that this visit recorded or holds. */
function printFactsOf(core: Core, mayUse: (number: string) => boolean): PrintFacts {
  const facts = buildPrintFacts(core);
  const refused = fail({ code: 'refused', message: 'This receipt is not of this visit.' });
  return {
    startPrint: async (number, sequence) => (mayUse(number) ? facts.startPrint(number, sequence) : refused),
    finishPrint: facts.finishPrint,
  };
}

/** The manifest must be of this kiosk, with the number and time it was given, by channels its entry allows (promise 9). */
function refusalOf(
  { manifest }: FilingOrder,
  { identity, keys, crypto }: Core,
  bundle: Bundle,
  drawn: { readonly number: string; readonly preparedAt: number; readonly clock: ClockState } | null,
): string | null {
  const procedure = bundle.catalogue.procedures.find(({ id }) => id === manifest.procedure.id);
  if (!procedure || manifest.procedure.catalogue !== bundle.catalogue.version) return 'unknown procedure';
  const isOwn =
    manifest.kiosk === identity.kiosk &&
    manifest.desk === identity.desk &&
    manifest.timeZone === bundle.desk.timeZone &&
    manifest.certificate === toHex(crypto.sha256(keys.certificate));
  if (!isOwn) return 'another kiosk';
  const isDrawn =
    drawn !== null &&
    manifest.number === drawn.number &&
    manifest.preparedAt === isoTime(drawn.preparedAt) &&
    manifest.clock === drawn.clock;
  if (!isDrawn) return 'another number or time';
  const allowed = manifest.deliveries.every(
    (channel) => allowedChannels(procedure).includes(channel) && bundle.channels[channel].enabled,
  );
  if (!allowed || manifest.deliveries.length === 0) return 'a channel that is not allowed';
  const known = manifest.documents.every(({ code }) => procedure.pieces.some((piece) => piece.code === code));
  if (!known || manifest.documents.length === 0) return 'documents that were not asked for';
  const limits = strictestLimits(bundle.channels, manifest.deliveries);
  return manifest.documents.every((document) => fitsLimits(document, limits)) ? null : 'files a channel does not take';
}

const secondsPerDay = 86_400;

function sealedReceipt(qrText: string, { core, bundle, clock }: CoreForVisitParts): Result<SealedReceipt, Fault> {
  const trust = attempt(() => parseTrust(readFileSync(join(core.folder, 'keys', 'trust.pem'), 'utf8')));
  const own = trust && verifyQrText(qrText, trust, core.crypto);
  const content = own?.problems.length === 0 ? own.content : null;
  if (!content || content.kiosk !== core.identity.kiosk)
    return fail({ code: 'not-ours', message: 'This is not a receipt of this kiosk.' });
  const tooOld: Fault = { code: 'too-old', message: 'This receipt may no longer be printed again.' };
  if (secondsNow(clock) - content.preparedAt > bundle.retention.receiptReprintDays * secondsPerDay) return fail(tooOld);
  const { number, sequence } = content;
  const unwrapped = unwrapFilingKey(core, number);
  if (!unwrapped.ok) return unwrapped.fault.code === 'key-destroyed' ? fail(tooOld) : unwrapped;
  const { id, key } = unwrapped.value;
  const sealed = core.store.read(() => ({
    record: readSealed(core.store, id, 'record', 0),
    receipt: readSealed(core.store, id, 'receipt', sequence),
  }));
  if (!sealed.ok) return sealed;
  const { record, receipt } = sealed.value;
  if (!record || !receipt)
    return fail({ code: 'data-damaged', message: 'The sealed record of this filing is damaged.' });
  return ok({ id, number, sequence, filingKey: key, record, receipt });
}
