import { copyFile, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { ok } from '../../../shared/result.ts';
import { buildImageWorker } from '../../pages/image-worker.ts';
import type { PageLimits } from '../../pages/limits.ts';
import { isTmpfs } from '../../pages/tmpfs.ts';
import { counted, type UncountedPages } from './counted.ts';
import { a4Mm, millimetresPerInch } from './limits.ts';
import { scanFailed } from './scan-fault.ts';
import type { Scanner, ScanRequest } from './scanner.ts';

export interface FolderParts {
  readonly folder: string;
  readonly pageLimits: PageLimits;
}

const imageNames = new Set(['.jpg', '.jpeg', '.png', '.tif', '.tiff']);

/**
 * Image files of a folder, in the order of their names (2 before 10), taken as the sheets of a feeder: each is taken
 * once in the life of this scanner, and copied into the visit's folder; the files themselves are left alone.
 */
export function buildFolderScanner({ folder, pageLimits }: FolderParts): Scanner {
  const taken = new Set<string>();

  async function waiting(): Promise<string[] | null> {
    const names = await readdir(folder).catch(() => null);
    const images = names?.filter((name) => imageNames.has(extname(name).toLowerCase()) && !taken.has(name)) ?? null;
    return images?.sort(new Intl.Collator('en', { numeric: true }).compare) ?? null;
  }

  async function* scan(request: ScanRequest): UncountedPages {
    if (!(await isTmpfs(request.folder))) return yield scanFailed('no-tmpfs', request.folder);
    const sheets = await waiting();
    if (sheets === null) return yield scanFailed('disconnected', folder);
    const wanted = request.pages === 'feeder' ? Math.max(1, sheets.length) : request.pages;
    const work = await mkdtemp(join(request.folder, 'scan-'));
    const worker = buildImageWorker({ limits: pageLimits });
    try {
      for (let page = 0; page < wanted; page++) {
        if (request.signal?.aborted) return yield scanFailed('cancelled');
        const name = sheets[page];
        if (name === undefined) return yield scanFailed('no-paper', `${page} pages came`);
        taken.add(name);
        const copy = join(work, `${page}${extname(name).toLowerCase()}`);
        const copied = await copyFile(join(folder, name), copy).then(
          () => null,
          (error: Error) => error.message,
        );
        if (copied !== null) return yield scanFailed('io', copied);
        const opened = await worker.open(copy);
        const size = opened.ok ? await worker.measure(0) : opened;
        if (!size.ok) return yield scanFailed('incomplete', `${name}: ${size.fault.detail}`);
        const file = `${work}-${page}${extname(copy)}`;
        await rename(copy, file);
        // Tags lie about resolution; the sheet is taken for A4.
        const shortSide = Math.min(size.value.widthPx, size.value.heightPx);
        yield ok({ file, ...size.value, dpi: Math.round((shortSide / a4Mm.width) * millimetresPerInch) });
      }
    } finally {
      worker.close();
      await rm(work, { recursive: true, force: true });
    }
  }

  return {
    name: folder,
    driver: 'folder',
    virtual: true,
    // Files are not moved: none is in doubt.
    scan: (request) => counted(() => scan(request)),
    status: async () => ((await waiting()) === null ? 'disconnected' : 'ready'),
  };
}
