import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, toHex, utf8Bytes, utf8Text } from '../../shared/bytes.ts';
import { checkDocuments } from '../../shared/receipt/check-documents.ts';
import { type Problem, problem } from '../../shared/receipt/problems.ts';
import { parseTrust, type Trust } from '../../shared/receipt/trust.ts';
import { type Verification, verifyPdf, verifyQrText, verifyReceiptJson } from '../../shared/receipt/verify.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { dataFolderPath } from '../data-folder-path.ts';
import { nodeCrypto } from '../node-crypto.ts';
import { type Outcome, parseCommandLine } from './command.ts';
import { readHeldFiles } from './held-files.ts';

/** `recepisse verify RECEIPT [--documents DIR] [--public-key FILE]`: offline, away from the kiosk, with a trusted key alone (promise 4). */
export async function verifyCommand(args: readonly string[]): Promise<Outcome> {
  const parsed = parseCommandLine(args, { documents: { type: 'string' }, 'public-key': { type: 'string' } }, 1);
  if (!parsed.ok) return parsed;
  const [given] = parsed.value.positionals;
  if (given === undefined) {
    return fail({ code: 'bad-usage', message: 'Give the receipt: the text of its QR code, its JSON file or its PDF.' });
  }
  const trust = readTrust(parsed.value.text('public-key'), parsed.value.text('data'));
  if (!trust.ok) return trust;
  const receipt = readReceipt(given);
  const verification = verifyAny(receipt.bytes, trust.value);
  const problems: Problem[] = [...verification.problems];

  const folder = parsed.value.text('documents');
  if (folder !== null && problems.length === 0) {
    const held = await readHeldFiles(folder, toHex(nodeCrypto.sha256(receipt.bytes)));
    if (!held.ok) return held;
    // QR text alone binds documents by 8 bytes of their manifest entry, which files cannot be compared with.
    if (!verification.manifest) {
      return fail({
        code: 'needs-manifest',
        message: 'To check documents, give the receipt’s JSON file or its PDF instead of the QR text.',
      });
    }
    problems.push(...checkDocuments(verification.manifest, held.value));
  }

  const content = verification.content;
  const json = {
    valid: problems.length === 0,
    problems,
    number: content?.number ?? null,
    preparedAt: content ? new Date(content.preparedAt * 1000).toISOString().replace('.000Z', 'Z') : null,
    pages: content?.pageCount ?? null,
    state: content?.state ?? null,
    demo: content?.demo ?? null,
    documents: content?.documents?.map(({ code, pages }) => ({ code, pages })) ?? null,
  };
  return ok({ exit: json.valid ? 0 : 1, json, text: describe(json.valid, problems, content?.demo ?? false, json) });
}

function describe(
  valid: boolean,
  problems: readonly Problem[],
  demo: boolean,
  said: { number: string | null; pages: number | null; preparedAt: string | null },
): string {
  if (!valid) return ['INVALID', ...problems.map(({ code, detail }) => `  ${code}: ${detail}`)].join('\n');
  const mark = demo ? ' — DEMONSTRATION, proves nothing' : '';
  return `VALID${mark}\n  number ${said.number}, ${said.pages} pages, prepared ${said.preparedAt}`;
}

/** `--public-key` wins; else the store of a `--data` given by name; a key inside a receipt never counts. */
function readTrust(publicKey: string | null, data: string | null): Result<Trust, Fault> {
  const file = publicKey ?? (data === null ? null : join(dataFolderPath(data), 'keys', 'trust.pem'));
  if (file === null) {
    return fail({
      code: 'no-trusted-key',
      message: 'Give --public-key FILE: the kiosk’s receipt.pub or the desk’s trust.pem.',
    });
  }
  try {
    const trust = parseTrust(readFileSync(file, 'utf8'));
    return trust ? ok(trust) : fail({ code: 'no-trusted-key', message: `${file} holds no Ed25519 public key in PEM.` });
  } catch {
    return fail({
      code: 'no-trusted-key',
      message: `The key file ${file} cannot be read: give the kiosk’s receipt.pub or the desk’s trust.pem.`,
    });
  }
}

/** A path that opens is the file; anything else is taken for QR text, which is never a path by chance. */
function readReceipt(given: string): { bytes: Uint8Array } {
  try {
    return { bytes: new Uint8Array(readFileSync(given)) };
  } catch {
    return { bytes: utf8Bytes(given.trim()) };
  }
}

function verifyAny(bytes: Uint8Array, trust: Trust): Verification {
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
