import { createHash } from 'node:crypto';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { HeldFile } from '../../shared/receipt/check-documents.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { buildPdfReader, type PdfReader } from '../pages/pdf-reader.ts';
import { readBounded } from '../read-bounded.ts';
import { verifyLimits } from './verify-limits.ts';

export interface HeldFilesParts {
  /** True for a file that is known by its hash: there is no need to look into it. */
  readonly isKnown: (sha256: string) => boolean;
  /** True for a receipt of the same filing: it lies with the papers, and is none of them. */
  readonly isReceipt: (bytes: Uint8Array) => boolean;
}

type Held<T> = Promise<Result<T, Fault>>;

/**
 * Every file of a folder and of its subfolders, links followed, with its hash and, for a PDF that is not known, the hashes of
 * its page images. Nothing is passed over in silence: what cannot be read is a fault.
 */
export async function readHeldFiles(folder: string, parts: HeldFilesParts): Held<HeldFile[]> {
  const found = await filesBelow(folder);
  if (!found.ok) return found;
  const reader = buildPdfReader({ timeoutMs: verifyLimits.pdfTimeoutMs, memoryBytes: verifyLimits.pdfMemoryBytes });
  try {
    const held: HeldFile[] = [];
    for (const name of found.value) {
      const file = await readHeld(folder, name, parts, reader);
      if (!file.ok) return file;
      if (file.value) held.push(file.value);
    }
    return ok(held);
  } finally {
    reader.close();
  }
}

/** null for a receipt of the filing. */
async function readHeld(folder: string, name: string, parts: HeldFilesParts, reader: PdfReader): Held<HeldFile | null> {
  const path = join(folder, name);
  const read = await readBounded(path, verifyLimits.maxFileBytes);
  if (!read.ok) return unreadable(name, read.fault.detail);
  const bytes = read.value;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (parts.isKnown(sha256)) return ok({ name, sha256, pages: null });
  if (bytes.length <= verifyLimits.maxReceiptBytes && parts.isReceipt(bytes)) return ok(null);
  if (!Buffer.from(bytes.subarray(0, 5)).equals(Buffer.from('%PDF-'))) return ok({ name, sha256, pages: null });
  const pages = await reader.pageHashes(path, sha256);
  if (!pages.ok && pages.fault.code === 'no-reader') return pages;
  return ok({ name, sha256, pages: pages.ok ? pages.value : [] });
}

/** Paths from the folder, in order of their names. A folder that was visited already, by whatever link, is not again. */
async function filesBelow(root: string): Held<string[]> {
  const files: string[] = [];
  const visited = new Set<string>();

  async function visit(inner: string, depth: number): Held<null> {
    const folder = join(root, inner);
    const names = await realpath(folder).then(
      async (real) => (visited.has(real) ? [] : visited.add(real) && (await readdir(real))),
      () => null,
    );
    if (names === null) return inner === '' ? unreadableFolder(root) : unreadable(inner, 'the folder cannot be read');
    if (depth > verifyLimits.maxDepth) return tooMuch(`folders deeper than ${verifyLimits.maxDepth}`);
    for (const name of names.sort()) {
      const path = join(inner, name);
      const is = await stat(join(root, path)).catch(() => null);
      if (is === null) return unreadable(path, 'a link that leads nowhere');
      if (is.isDirectory()) {
        const below = await visit(path, depth + 1);
        if (!below.ok) return below;
      } else files.push(path);
      if (files.length > verifyLimits.maxHeldFiles) return tooMuch(`more than ${verifyLimits.maxHeldFiles} files`);
    }
    return ok(null);
  }

  const walked = await visit('', 0);
  return walked.ok ? ok(files) : walked;
}

const unreadableFolder = (folder: string) =>
  fail<Fault>({ code: 'unreadable-folder', message: `The folder ${folder} cannot be read.` });
const unreadable = (name: string, detail: string) =>
  fail<Fault>({
    code: 'unreadable-file',
    message: `${name} cannot be read (${detail}): take it out of the folder, and verify again.`,
  });
const tooMuch = (what: string) =>
  fail<Fault>({
    code: 'too-many-files',
    message: `The folder holds ${what}: put the filing’s papers in one of their own.`,
  });
