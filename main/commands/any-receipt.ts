import { attempt, utf8Text } from '../../shared/bytes.ts';
import { problem } from '../../shared/receipt/problems.ts';
import type { Trust } from '../../shared/receipt/trust.ts';
import { type Verification, verifyPdf, verifyQrText, verifyReceiptJson } from '../../shared/receipt/verify.ts';
import { nodeCrypto } from '../node-crypto.ts';

/** Verifies a receipt in whichever of its three forms these bytes are; `unreadable` when they are none. */
export function verifyAny(bytes: Uint8Array, trust: Trust): Verification {
  const start = Buffer.from(bytes.subarray(0, 5)).toString('latin1');
  if (start.startsWith('%PDF-')) return verifyPdf(bytes, trust, nodeCrypto);
  if (start.startsWith('{')) return verifyReceiptJson(bytes, trust, nodeCrypto);
  // A QR text saved to a file usually ends with a line feed that the code itself does not have.
  const text = attempt(() => utf8Text(bytes))?.replace(/\r?\n$/, '');
  if (text && /^[A-Z]/.test(text)) return verifyQrText(text, trust, nodeCrypto);
  const damaged = problem(
    'unreadable',
    'This is neither the text of a receipt’s QR code, nor a receipt JSON, nor an A4 receipt.',
  );
  return { problems: [damaged], content: null, manifest: null };
}
