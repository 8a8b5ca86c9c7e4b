import { mkdtemp, rename, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { ImageWorker } from '../../pages/image-worker.ts';
import { type PageLimits, pageDpi } from '../../pages/limits.ts';
import { openPdf } from '../../pages/pdf-document.ts';
import { isTmpfs } from '../../pages/tmpfs.ts';
import { counted, type UncountedPages } from './counted.ts';
import { copyPaper, papersIn } from './folder-files.ts';
import { a4Mm, millimetresPerInch } from './limits.ts';
import { scanFailed } from './scan-fault.ts';
import type { ScannedPage, Scanner, ScanRequest } from './scanner.ts';
import { decoderOf } from './whole-page.ts';

export interface FolderParts {
  readonly folder: string;
  readonly pageLimits: PageLimits;
}

type Looked = Promise<Result<Omit<ScannedPage, 'file'>, string>>;

/**
 * Images and PDFs of a folder, in the order of their names, taken as the sheets of a feeder; a PDF is as many sheets as it has pages.
 * Each file is taken once in the life of this scanner, and copied into the visit's folder; the files themselves are left alone.
 */
export function buildFolderScanner({ folder, pageLimits }: FolderParts): Scanner {
  const taken = new Set<string>();

  async function* scan(request: ScanRequest): UncountedPages {
    if (!(await isTmpfs(request.folder))) return yield scanFailed('no-tmpfs', request.folder);
    const papers = await papersIn(folder);
    if (papers === null) return yield scanFailed('disconnected', folder);
    if (!papers.ok) return yield scanFailed('io', papers.fault);
    const waiting = papers.value.filter(({ key }) => !taken.has(key));
    const wanted = request.pages === 'feeder' ? Number.POSITIVE_INFINITY : request.pages;
    const work = await mkdtemp(join(request.folder, 'scan-'));
    const { worker, release } = decoderOf(request, pageLimits);
    try {
      let pages = 0;
      for (const [index, { name, key }] of waiting.entries()) {
        if (pages >= wanted) return;
        if (request.signal?.aborted) return yield scanFailed('cancelled');
        const copy = join(work, `${index}${extname(name).toLowerCase()}`);
        const copied = await copyPaper(join(folder, name), copy, pageLimits.maxFileBytes);
        if (!copied.ok) return yield scanFailed('io', `${name}: ${copied.fault}`);
        const looked = await look(copy, work, worker);
        if (!looked.ok) return yield scanFailed('incomplete', `${name}: ${looked.fault}`);
        const came = looked.value.pages ?? 1;
        // Half of a PDF is another paper: it is taken whole or not at all.
        if (pages + came > wanted)
          return yield scanFailed('io', `${name} has ${came} pages, ${wanted - pages} were asked`);
        pages += came;
        taken.add(key);
        const file = `${work}-${index}${extname(copy)}`;
        await rename(copy, file);
        yield ok({ file, ...looked.value });
      }
      if (pages === 0 || pages < (request.pages === 'feeder' ? 0 : wanted))
        yield scanFailed('no-paper', `${pages} pages came`);
    } finally {
      release();
      await rm(work, { recursive: true, force: true });
    }
  }

  /** A file counts only when it opens and its first page decodes whole (promise 3); the others are judged as they go in. */
  async function look(copy: string, work: string, worker: ImageWorker): Looked {
    const isPdf = extname(copy) === '.pdf';
    const pdf = isPdf ? await openPdf(copy, { limits: pageLimits, folder: work }) : null;
    if (pdf !== null && !pdf.ok) return fail(pdf.fault.detail || pdf.fault.code);
    const drawn = pdf === null ? ok({ file: copy }) : await pdf.value.draw(0);
    if (!drawn.ok) return fail(drawn.fault.detail);
    const opened = await worker.open(drawn.value.file);
    const size = opened.ok ? await worker.measure(0) : opened;
    if (pdf !== null) await rm(drawn.value.file, { force: true });
    if (!size.ok) return fail(size.fault.detail);
    if (pdf !== null) return ok({ ...size.value, dpi: pageDpi, pages: pdf.value.pages });
    // Tags lie about resolution; the sheet is taken for A4.
    const shortSide = Math.min(size.value.widthPx, size.value.heightPx);
    return ok({ ...size.value, dpi: Math.round((shortSide / a4Mm.width) * millimetresPerInch) });
  }

  return {
    name: folder,
    driver: 'folder',
    virtual: true,
    // Files are not moved: none is in doubt.
    scan: (request) => counted(() => scan(request)),
    status: async () => ((await papersIn(folder)) === null ? 'disconnected' : 'ready'),
  };
}
