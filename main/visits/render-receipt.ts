import type { Locales } from '../../kiosk-config/schema/locales.ts';
import type { PrinterProfile } from '../../kiosk-config/schema/printer-profile.ts';
import { toHex } from '../../shared/bytes.ts';
import { canonicalBytes } from '../../shared/canonical-json.ts';
import type { Crypto } from '../../shared/crypto.ts';
import { decodeSign1 } from '../../shared/receipt/cose.ts';
import { encodeQrText } from '../../shared/receipt/qr-text.ts';
import { decodeReceiptJson } from '../../shared/receipt/receipt-json.ts';
import type { Fault, Result } from '../../shared/result.ts';
import type { Kiosk } from '../kiosk.ts';
import { renderA4 } from '../receipts/a4.ts';
import { buildView } from '../receipts/build-view.ts';
import type { ReceiptView } from '../receipts/receipt-view.ts';
import { renderTicket } from '../receipts/ticket.ts';
import type { FilingRecord } from './filing-record.ts';
import type { IssuedReceipt } from './prepare-filing.ts';

/** Everything a receipt says, from what was recorded; the same for a reprint, but for the word DUPLICATA. */
export function viewOf(
  { bundle }: Pick<Kiosk, 'bundle'>,
  record: FilingRecord,
  receipt: IssuedReceipt,
  duplicate: boolean,
): Result<ReceiptView, Fault> {
  return buildView({
    bundle,
    manifest: record.manifest,
    content: receipt.content,
    fields: record.fields,
    depositor: record.depositor,
    language: record.language,
    qrText: encodeQrText(receipt.cose),
    duplicate,
  });
}

export const ticketOf = (
  kiosk: Pick<Kiosk, 'texts'>,
  view: ReceiptView,
  profile: PrinterProfile,
): Promise<Result<Uint8Array, Fault>> => renderTicket(view, profile, kiosk.texts);

export interface A4Parts {
  readonly texts: Locales;
  readonly crypto: Crypto;
  /** The kiosk's detached COSE_Sign1 (use `pdf`) over this payload. */
  readonly sign: (payload: Uint8Array) => Uint8Array | Promise<Uint8Array>;
}

/** The A4 PDF, with one small picture a page. `thumbnails`: in filing order. */
export async function a4Of(
  { texts, crypto, sign }: A4Parts,
  view: ReceiptView,
  record: FilingRecord,
  receipt: IssuedReceipt,
  thumbnails: readonly Uint8Array[],
): Promise<Uint8Array> {
  const file = decodeReceiptJson(receipt.json);
  const kid = decodeSign1(receipt.cose)?.kid;
  if (typeof file === 'string' || !kid) throw new Error('a4Of: not a receipt of ours');
  return renderA4({
    view,
    texts,
    crypto,
    evidence: {
      receiptJson: receipt.json,
      manifest: canonicalBytes(record.manifest),
      ledgerProof: receipt.ledgerProof,
      certificate: file.certificate,
      thumbnails,
      keyId: toHex(kid),
    },
    sign,
  });
}
