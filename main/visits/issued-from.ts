import { decodeContent } from '../../shared/receipt/content.ts';
import { decodeSign1 } from '../../shared/receipt/cose.ts';
import { decodeReceiptJson } from '../../shared/receipt/receipt-json.ts';
import type { IssuedReceipt } from './prepare-filing.ts';

/** A receipt as it was issued, from its JSON as it lies in the store; null when that is none. */
export function issuedFrom(json: Uint8Array): IssuedReceipt | null {
  const file = decodeReceiptJson(json);
  if (typeof file === 'string') return null;
  const payload = decodeSign1(file.cose)?.payload ?? null;
  const content = payload && decodeContent(payload);
  return content && { content, cose: file.cose, json, ledgerProof: file.ledgerProof };
}
