import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { ScanEnd, ScannedPage, Scanner, ScanRequest } from '../../../../../main/devices/scanners/scanner.ts';

/** A folder on tmpfs that is gone after the test file. */
export function tmpfsFolder(): string {
  const folder = mkdtempSync('/dev/shm/recepisse-test-');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Scanned {
  readonly pages: readonly ScannedPage[];
  readonly fault: ScanEnd | null;
  /** Most files that stood in the folder at once. */
  readonly mostFiles: number;
  /** What was left in the folder when the pages were taken and deleted. */
  readonly left: readonly string[];
}

/** Takes every page as the visit does: uses it, deletes it, asks for the next. */
export async function scanAll(
  scanner: Scanner,
  request: Omit<ScanRequest, 'dpi'> & { readonly dpi?: number },
  use: (page: ScannedPage) => Promise<void> = async () => undefined,
): Promise<Scanned> {
  const pages: ScannedPage[] = [];
  const files = () => readdirSync(request.folder, { recursive: true, encoding: 'utf8' });
  let fault: ScanEnd | null = null;
  let mostFiles = 0;
  for await (const page of scanner.scan({ dpi: 100, ...request })) {
    mostFiles = Math.max(mostFiles, files().filter((name) => /\.(tiff|jpg)$/.test(name)).length);
    if (!page.ok) {
      fault = page.fault;
      continue;
    }
    pages.push(page.value);
    await use(page.value);
    rmSync(page.value.file);
  }
  return { pages, fault, mostFiles, left: files().map((name) => join(request.folder, name)) };
}
