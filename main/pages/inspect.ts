import { writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { checkNames, type PageCheck, type PageVerdict, verdictOf } from '../../shared/page-check.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { checkTwice, repeatedPage } from './checks/twice.ts';
import type { PixelSize } from './image-messages.ts';
import { intake } from './intake.ts';
import { defaultPageLimits, type PageLimits } from './limits.ts';
import { type PageFault, pageFault } from './page-fault.ts';
import { sweepVisitFolders, visitFolder } from './tmpfs.ts';

/** What the `page` command knows of one page: how it was received, what the checks say, and where the straightened page is. */
export interface InspectedPage extends PixelSize {
  readonly verdict: PageVerdict;
  readonly checks: readonly PageCheck[];
  /** Degrees clockwise of its lines, as received and in `output`; null when nothing on it has a direction. */
  readonly skewBefore: number | null;
  readonly skewAfter: number | null;
  /** Degrees clockwise by which it was turned upright. */
  readonly turn: number;
  /** Absolute path of the page as it would go into the file, a JPEG. */
  readonly output: string;
}

export interface InspectParts {
  /** An existing folder for the straightened pages: what it holds under the same names is replaced. */
  readonly out: string;
  readonly limits?: PageLimits;
  readonly tmpRoot?: string;
}

/** Decodes, checks and straightens every page of one image or PDF; pages before a fault are written all the same. */
export async function inspect(
  file: string,
  { out, limits = defaultPageLimits, tmpRoot = '/dev/shm' }: InspectParts,
): Promise<Result<readonly InspectedPage[], PageFault | Fault<'bad-out'>>> {
  await sweepVisitFolders(tmpRoot);
  const folder = await visitFolder(tmpRoot);
  if (!folder.ok) return fail(pageFault('no-tmpfs', file, null, folder.fault.message));
  const pages: InspectedPage[] = [];
  const earlier: Uint8Array[] = [];
  try {
    for await (const page of intake([file], { limits, folder: folder.value.path })) {
      if (!page.ok) return page;
      const { image, received, skewBefore, skewAfter, geometry, fingerprint } = page.value;
      const isRepeated = repeatedPage(fingerprint, earlier) >= 0;
      earlier.push(fingerprint);
      const checks = inOrder([...page.value.checks, checkTwice(isRepeated)]);
      const output = join(out, `${basename(file, extname(file))}-p${pages.length + 1}.jpg`);
      const written = await writeFile(output, image.jpeg).then(
        () => null,
        (error: Error) => error.message,
      );
      if (written !== null)
        return fail({ code: 'bad-out', message: `The straightened page cannot be written: ${written}` });
      const { turn } = geometry;
      pages.push({ ...received, verdict: verdictOf(checks), checks, skewBefore, skewAfter, turn, output });
    }
    return ok(pages);
  } finally {
    await folder.value.remove();
  }
}

const inOrder = (checks: readonly PageCheck[]): PageCheck[] =>
  checks.toSorted((a, b) => checkNames.indexOf(a.name) - checkNames.indexOf(b.name));
