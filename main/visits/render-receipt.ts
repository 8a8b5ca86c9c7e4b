import sharp from 'sharp';
import type { PrinterProfile } from '../../kiosk-config/schema/printer-profile.ts';
import { toHex } from '../../shared/bytes.ts';
import { canonicalBytes } from '../../shared/canonical-json.ts';
import { encodeSign1 } from '../../shared/receipt/cose.ts';
import { keyId } from '../../shared/receipt/keys.ts';
import { encodeQrText } from '../../shared/receipt/qr-text.ts';
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

/** The A4 PDF, with one small picture a page. `pages`: the JPEGs as embedded in the delivered files, in filing order. */
export async function a4Of(
  { core, texts }: Pick<Kiosk, 'core' | 'texts'>,
  view: ReceiptView,
  record: FilingRecord,
  receipt: IssuedReceipt,
  pages: readonly Uint8Array[],
): Promise<Uint8Array> {
  const { crypto, keys } = core;
  const kid = keyId(keys.receipt.publicKey, crypto);
  const thumbnails: Uint8Array[] = [];
  for (const page of pages) thumbnails.push(await thumbnailOf(page));
  return renderA4({
    view,
    texts,
    crypto,
    evidence: {
      receiptJson: receipt.json,
      manifest: canonicalBytes(record.manifest),
      ledgerProof: receipt.ledgerProof,
      certificate: keys.certificate,
      thumbnails,
      keyId: toHex(kid),
    },
    sign: (payload) => encodeSign1('pdf', payload, kid, keys.receipt.sign, true),
  });
}

/** Enough to recognise a page, too small to read it. */
const thumbnailPx = 150;

async function thumbnailOf(jpeg: Uint8Array): Promise<Uint8Array> {
  return sharp(jpeg)
    .resize({ width: thumbnailPx, height: thumbnailPx * 2, fit: 'inside' })
    .jpeg({ quality: 60 })
    .toBuffer();
}
