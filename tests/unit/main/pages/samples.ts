import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import { afterAll } from 'vitest';
import { type AcceptedPage, intake } from '../../../../main/pages/intake.ts';
import { defaultPageLimits, type PageLimits } from '../../../../main/pages/limits.ts';
import type { PageFault } from '../../../../main/pages/page-fault.ts';

export const sample = (name: string): string => fileURLToPath(new URL(`../../../data/scans/${name}`, import.meta.url));
export const sampleBytes = (name: string): Buffer => readFileSync(sample(name));

/** A folder on tmpfs that is gone after the test file. */
export function tmpfsFolder(): string {
  const folder = mkdtempSync('/dev/shm/recepisse-test-');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function writeIn(folder: string, name: string, bytes: Uint8Array | string): string {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
}

export interface Taken {
  readonly pages: readonly AcceptedPage[];
  readonly fault: PageFault | null;
}

/** All pages of the files, and the fault that ended them. */
export async function takeAll(
  files: readonly string[],
  limits: Partial<PageLimits> = {},
  folder = '/dev/shm',
): Promise<Taken> {
  const pages: AcceptedPage[] = [];
  for await (const page of intake(files, { limits: { ...defaultPageLimits, ...limits }, folder })) {
    if (!page.ok) return { pages, fault: page.fault };
    pages.push(page.value);
  }
  return { pages, fault: null };
}

/** A PDF of so many empty A4 pages. */
export async function blankPdf(pages: number): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4', autoFirstPage: false });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => pdf.on('end', resolve));
  for (let page = 0; page < pages; page++) pdf.addPage();
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

/** The same PDF protected by qpdf with AES-256. */
export function encryptedPdf(bytes: Uint8Array, userPassword: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'recepisse-encrypt-'));
  try {
    const plain = writeIn(folder, 'plain.pdf', bytes);
    const locked = join(folder, 'locked.pdf');
    execFileSync('qpdf', ['--encrypt', userPassword, 'owner', '256', '--', plain, locked]);
    return readFileSync(locked);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
