import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import type { QuarterTurns } from '../pages/image-messages.ts';
import { buildImageWorker } from '../pages/image-worker.ts';
import type { PageImage } from '../pages/intake.ts';
import { isTmpfs } from '../pages/tmpfs.ts';
import type { PagePicture } from './draft-page.ts';
import type { VisitParts } from './visit-state.ts';

/** A stored page turned clockwise, by the image process; its file lies in the visit's folder in memory for that moment alone. */
export async function turnPage(
  jpeg: Uint8Array,
  quarterTurns: QuarterTurns,
  { folder, pageLimits, imageWorker = buildImageWorker }: VisitParts,
): Promise<Result<PagePicture, Fault<'trouble'>>> {
  if (!(await isTmpfs(folder))) return fail({ code: 'trouble', message: 'The folder for pages is not in memory.' });
  const home = await mkdtemp(join(folder, 'turn-'));
  const worker = imageWorker({ limits: pageLimits });
  try {
    const file = join(home, 'page.jpg');
    await writeFile(file, jpeg, { mode: 0o600 });
    const opened = await worker.open(file);
    const turned = opened.ok ? await worker.turn(quarterTurns) : opened;
    if (!turned.ok) return fail({ code: 'trouble', message: `The page cannot be turned: ${turned.fault.code}.` });
    const { jpeg: image, reduced, widthPx, heightPx } = turned.value;
    const picture = (bytes: Uint8Array): PageImage => ({
      jpeg: bytes,
      widthPx,
      heightPx,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    return ok({ image: picture(image), reduced: reduced && picture(reduced) });
  } finally {
    worker.close();
    await rm(home, { recursive: true, force: true });
  }
}
