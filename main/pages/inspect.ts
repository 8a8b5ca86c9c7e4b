import { fail, ok, type Result } from '../../shared/result.ts';
import type { PixelSize } from './image-messages.ts';
import { intake } from './intake.ts';
import { defaultPageLimits, type PageLimits } from './limits.ts';
import { type PageFault, pageFault } from './page-fault.ts';
import { sweepVisitFolders, visitFolder } from './tmpfs.ts';

/** What the `page` command knows of a file: it decodes whole, and the upright size of each page in pixels. */
export interface Inspection {
  readonly pages: readonly PixelSize[];
}

/** Decodes every page of one image or PDF; of a PDF, the size is that of the page drawn at 200 dpi. */
export async function inspect(
  file: string,
  limits: PageLimits = defaultPageLimits,
  tmpRoot = '/dev/shm',
): Promise<Result<Inspection, PageFault>> {
  await sweepVisitFolders(tmpRoot);
  const folder = await visitFolder(tmpRoot);
  if (!folder.ok) return fail(pageFault('no-tmpfs', file, null, folder.fault.message));
  const pages: PixelSize[] = [];
  try {
    for await (const page of intake([file], { limits, folder: folder.value.path })) {
      if (!page.ok) return page;
      pages.push(page.value.received);
    }
    return ok({ pages });
  } finally {
    await folder.value.remove();
  }
}
