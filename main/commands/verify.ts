import { join } from 'node:path';
import { utf8Bytes } from '../../shared/bytes.ts';
import { checkDocuments, manifestHolds } from '../../shared/receipt/check-documents.ts';
import type { Problem } from '../../shared/receipt/problems.ts';
import { parseTrust, type Trust } from '../../shared/receipt/trust.ts';
import type { Verification } from '../../shared/receipt/verify.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { dataFolderPath } from '../data-folder-path.ts';
import { type ReadFault, readBounded } from '../read-bounded.ts';
import { neutralise } from '../receipts/escpos-text.ts';
import { verifyAny } from './any-receipt.ts';
import { type Outcome, parseCommandLine } from './command.ts';
import { readHeldFiles } from './held-files.ts';
import { verifyLimits } from './verify-limits.ts';

/** `recepisse verify RECEIPT [--documents DIR] [--public-key FILE]`: offline, away from the kiosk, with a trusted key alone (promise 4). */
export async function verifyCommand(args: readonly string[]): Promise<Outcome> {
  const parsed = parseCommandLine(args, { documents: { type: 'string' }, 'public-key': { type: 'string' } }, 1);
  if (!parsed.ok) return parsed;
  const [given] = parsed.value.positionals;
  if (given === undefined) {
    return fail({ code: 'bad-usage', message: 'Give the receipt: the text of its QR code, its JSON file or its PDF.' });
  }
  const trust = await readTrust(parsed.value.text('public-key'), parsed.value.text('data'));
  if (!trust.ok) return trust;
  const receipt = await readReceipt(given);
  if (!receipt.ok) return receipt;
  const verification = verifyAny(receipt.value, trust.value);
  const problems: Problem[] = [...verification.problems];

  const folder = parsed.value.text('documents');
  if (folder !== null && problems.length === 0) {
    const checked = await checkFolder(folder, verification, trust.value);
    if (!checked.ok) return checked;
    problems.push(...checked.value);
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
  // A detail names files: a terminal would obey what stands in a name.
  if (!valid) return ['INVALID', ...problems.map(({ code, detail }) => `  ${code}: ${neutralise(detail)}`)].join('\n');
  const mark = demo ? ' — DEMONSTRATION, proves nothing' : '';
  return `VALID${mark}\n  number ${said.number}, ${said.pages} pages, prepared ${said.preparedAt}`;
}

async function checkFolder(
  folder: string,
  { manifest, content }: Verification,
  trust: Trust,
): Promise<Result<readonly Problem[], Fault>> {
  // QR text alone binds documents by 8 bytes of their manifest entry, which files cannot be compared with.
  if (!manifest) {
    return fail({
      code: 'needs-manifest',
      message: 'To check documents, give the receipt’s JSON file or its PDF instead of the QR text.',
    });
  }
  const isReceipt = (bytes: Uint8Array): boolean => {
    const { problems, content: other } = verifyAny(bytes, trust);
    return problems.length === 0 && other?.number === content?.number && other?.kiosk === content?.kiosk;
  };
  const held = await readHeldFiles(folder, { isKnown: manifestHolds(manifest), isReceipt });
  return held.ok ? ok(checkDocuments(manifest, held.value)) : held;
}

/** `--public-key` wins; else the store of a `--data` given by name; a key inside a receipt never counts. */
async function readTrust(publicKey: string | null, data: string | null): Promise<Result<Trust, Fault>> {
  const file = publicKey ?? (data === null ? null : join(dataFolderPath(data), 'keys', 'trust.pem'));
  if (file === null) {
    return fail({
      code: 'no-trusted-key',
      message: 'Give --public-key FILE: the kiosk’s receipt.pub or the desk’s trust.pem.',
    });
  }
  const read = await readBounded(file, verifyLimits.maxKeyBytes);
  if (!read.ok) {
    return fail({
      code: 'no-trusted-key',
      message: `The key file ${file} cannot be read: give the kiosk’s receipt.pub or the desk’s trust.pem.`,
    });
  }
  const trust = parseTrust(Buffer.from(read.value).toString('utf8'));
  return trust ? ok(trust) : fail({ code: 'no-trusted-key', message: `${file} holds no Ed25519 public key in PEM.` });
}

const whyNot: Readonly<Record<ReadFault['code'], string>> = {
  'not-found': 'There is no such file, and it is not the text of a QR code either.',
  'not-a-file': 'This is no file. Give the receipt itself: its JSON file or its PDF.',
  'too-large': 'The file is larger than any receipt.',
  unreadable: 'The file cannot be read. Check its permissions.',
};

/** What stands under this name, if anything does; else the text itself, where it can be that of a QR code. */
async function readReceipt(given: string): Promise<Result<Uint8Array, Fault>> {
  const read = await readBounded(given, verifyLimits.maxReceiptBytes);
  if (read.ok) return read;
  const { code } = read.fault;
  if (code === 'not-found' && isLikeQrText(given.trim())) return ok(utf8Bytes(given.trim()));
  return fail({ code: code === 'too-large' ? code : 'not-found', message: whyNot[code] });
}

/**
 * A QR text has these characters alone. With some wrong ones in its hundreds it is one that was copied badly or forged:
 * that is a receipt that does not hold, not a file that is missing.
 */
function isLikeQrText(text: string): boolean {
  const foreign = text.replace(/[A-Z0-9:/.#]/g, '').length;
  return text !== '' && (foreign === 0 || foreign * 20 < text.length);
}
