import { concatBytes, equalBytes, toHex } from '../bytes.ts';
import type { Crypto } from '../crypto.ts';
import type { Manifest } from '../filing.ts';
import { verifyTlogProof } from '../ledger/tlog-proof.ts';
import { type Certificate, readCertificate } from './certificate.ts';
import { decodeContent, encodeFact, maxListedDocuments, type ReceiptContent } from './content.ts';
import { decodeSign1, type Sign1, verifySign1 } from './cose.ts';
import { keyId } from './keys.ts';
import { documentHash, manifestHash, pageCount } from './manifest.ts';
import { embeddedReceiptJson, findSlot, pdfStatement, readSlot } from './pdf-slot.ts';
import { type Problem, problem } from './problems.ts';
import { decodeQrText } from './qr-text.ts';
import { decodeReceiptJson, type ReceiptFile } from './receipt-json.ts';
import { ledgerSalt, saltsHash } from './salts.ts';
import { resolveKeys, type Trust } from './trust.ts';

export interface Verification {
  readonly problems: readonly Problem[];
  /** What the receipt says; null when it cannot be read. Believe it only when `problems` is empty. */
  readonly content: ReceiptContent | null;
  /** From JSON and PDF; null from QR text, and whenever the receipt does not hold. */
  readonly manifest: Manifest | null;
}

const refused = (code: Problem['code'], detail: string, content: ReceiptContent | null = null): Verification => ({
  problems: [problem(code, detail)],
  content,
  manifest: null,
});

/** Verifies the text of a receipt's QR code with trusted keys alone (promise 4). */
export function verifyQrText(text: string, trust: Trust, crypto: Crypto): Verification {
  const cose = decodeQrText(text);
  if (!cose) return refused('unreadable', 'This is not the text of a receipt: it must be copied whole, in capitals.');
  const opened = openCose(cose, null, trust, crypto);
  return 'problems' in opened ? opened : { problems: opened.warnings, content: opened.content, manifest: null };
}

/** Verifies a receipt JSON: the signature, and every byte beside it. */
export function verifyReceiptJson(bytes: Uint8Array, trust: Trust, crypto: Crypto): Verification {
  const file = decodeReceiptJson(bytes);
  if (file === 'unreadable') return refused('unreadable', 'This is not a receipt file.');
  if (file === 'not-canonical')
    return refused('not-canonical', 'The receipt file was rewritten: its bytes are not RFC 8785.');
  return verifyFile(file, trust, crypto);
}

/** Verifies an A4 receipt: its detached signature over every byte but its own slot, then the receipt JSON inside. */
export function verifyPdf(pdf: Uint8Array, trust: Trust, crypto: Crypto): Verification {
  const json = embeddedReceiptJson(pdf);
  const slot = findSlot(pdf);
  const held = slot && readSlot(pdf, slot);
  if (!json || !slot || !held) return refused('unreadable', 'This PDF holds no whole receipt of ours.');
  const result = verifyReceiptJson(json, trust, crypto);
  if (result.problems.length > 0) return result;
  const file = decodeReceiptJson(json);
  const sign1 = decodeSign1(held.cose);
  const receipt = typeof file === 'string' ? null : decodeSign1(file.cose);
  const [trusted] =
    receipt && typeof file !== 'string' ? resolveKeys(receipt.kid, trust, file.certificate, crypto) : [];
  const holds =
    sign1 !== null &&
    trusted !== undefined &&
    receipt !== null &&
    sign1.payload === null &&
    equalBytes(sign1.kid, receipt.kid) &&
    verifySign1(sign1, 'pdf', trusted.key, crypto, pdfStatement(pdf, slot, crypto));
  if (holds) return result;
  return refused('pdf-signature', 'A byte of this PDF was changed after the kiosk signed it.', result.content);
}

interface Opened {
  readonly sign1: Sign1;
  readonly content: ReceiptContent;
  readonly warnings: readonly Problem[];
}

function openCose(
  cose: Uint8Array,
  certificate: Uint8Array | null,
  trust: Trust,
  crypto: Crypto,
): Opened | Verification {
  const sign1 = decodeSign1(cose);
  const content = sign1?.payload ? decodeContent(sign1.payload) : null;
  if (!sign1 || !content) return refused('unreadable', 'The signed part of this receipt cannot be read.');
  const trusted = resolveKeys(sign1.kid, trust, certificate, crypto);
  if (trusted.length === 0) {
    return refused('no-trusted-key', `No key that you trust made this receipt (key id ${toHex(sign1.kid)}).`, content);
  }
  if (!trusted.some(({ key }) => verifySign1(sign1, 'receipt', key, crypto))) {
    return refused('signature', 'The signature does not hold: a part of this receipt was changed.', content);
  }
  const warnings: Problem[] = [];
  // A renewed kiosk has one key under several certificates: one of them must cover the day the receipt was made.
  if (!trusted.some(({ certificate }) => certificate === null || covers(certificate, content))) {
    warnings.push(problem('certificate', 'The kiosk’s certificate does not cover this kiosk or this date.'));
  }
  return { sign1, content, warnings };
}

/** The moment that counts is when the receipt was made: a filing may be older than the certificate of its later receipts. */
function covers({ kiosk, notBefore, notAfter, demo }: Certificate, content: ReceiptContent): boolean {
  const during = notBefore <= content.issuedAt && content.issuedAt <= notAfter;
  return during && kiosk === content.kiosk && demo === content.demo;
}

function verifyFile(file: ReceiptFile, trust: Trust, crypto: Crypto): Verification {
  const opened = openCose(file.cose, file.certificate, trust, crypto);
  if ('problems' in opened) return opened;
  const { content, sign1 } = opened;
  const { manifest, salts } = file;
  const problems = [...opened.warnings];
  if (!equalBytes(manifestHash(manifest, crypto), content.manifestHash)) {
    return refused('manifest', 'The list of documents is not the one that was signed.', content);
  }
  if (!agrees(manifest, content, crypto))
    problems.push(problem('manifest', 'The receipt and its list of documents disagree.'));

  // The certificate is bound by the manifest's hash, or by the receipt itself where the kiosk has a newer one.
  const certificate = readCertificate(file.certificate);
  const bound = content.certificate ? toHex(content.certificate) : manifest.certificate;
  if (!certificate || toHex(crypto.sha256(file.certificate)) !== bound) {
    problems.push(problem('certificate', 'The kiosk’s certificate is not the one that was signed.'));
  } else if (
    !equalBytes(keyId(certificate.receiptKey, crypto), sign1.kid) ||
    !covers(certificate, content) ||
    certificate.desk !== manifest.desk
  ) {
    problems.push(problem('certificate', 'The kiosk’s certificate does not cover this kiosk, key or date.'));
  }
  if (toHex(saltsHash(salts, crypto)) !== manifest.commitments.salts) {
    return refused('salts', 'The salts are not the ones that were signed.', content);
  }
  if (certificate) {
    const leaf = concatBytes(ledgerSalt(salts, content.sequence, crypto), encodeFact(content));
    const holds = verifyTlogProof(
      file.ledgerProof,
      { index: content.ledgerIndex, data: leaf, kiosk: content.kiosk, logKey: certificate.logKey },
      crypto,
    );
    if (!holds) problems.push(problem('ledger-proof', 'The ledger proof does not hold for this receipt.'));
  }
  return { problems, content, manifest: problems.length === 0 ? manifest : null };
}

/** Everything the signed statement repeats of the manifest is the same there. */
function agrees(manifest: Manifest, content: ReceiptContent, crypto: Crypto): boolean {
  const listed =
    content.documents === null
      ? manifest.documents.length > maxListedDocuments
      : content.documents.length === manifest.documents.length &&
        content.documents.every((line, i) => {
          const document = manifest.documents[i];
          const prefix = document && documentHash(document, crypto).slice(0, 8);
          return (
            prefix &&
            line.code === document.code &&
            line.pages === document.pages.length &&
            equalBytes(line.prefix, prefix)
          );
        });
  return (
    listed &&
    manifest.number === content.number &&
    manifest.kiosk === content.kiosk &&
    Date.parse(manifest.preparedAt) === content.preparedAt * 1000 &&
    manifest.documents.length === content.documentCount &&
    pageCount(manifest) === content.pageCount &&
    manifest.commitments.depositor === (content.depositor ? toHex(content.depositor) : null)
  );
}
