import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import type { Sealer, Vault } from '../filings/vault.ts';
import type { PageLimits } from '../pages/limits.ts';
import { fileBound, type PackLimits, spreadPages } from '../pages/pack-plan.ts';
import type { DraftDocument } from './draft.ts';
import type { DraftPage, SealedImage } from './draft-page.ts';
import { shrinkPages } from './shrink-pages.ts';

export interface FittedDocument {
  readonly code: string;
  /** What is embedded of each page, in order. */
  readonly images: readonly SealedImage[];
  /** Pages of each file. */
  readonly files: readonly number[];
}

export interface ChooseParts {
  readonly vault: Vault;
  readonly limits: PackLimits;
  readonly pageLimits: PageLimits;
}

/** A page at 150 dpi had 0.57 to 0.70 of its bytes at 200 dpi (docs/packing.md): less than this none is hoped for. */
const leastShrink = 0.5;

/**
 * One ladder for a whole document, best first: every page at 200 dpi and quality 75 → at 60 → at 150 dpi where the channels take
 * that → as several files, at the first of these that fits. So a page is never worse for a file that is cut anyway, and the
 * pages of a document all look alike. Without a limit of a channel, our own bound only cuts.
 */
export async function choosePages(
  document: DraftDocument,
  sealer: Sealer,
  parts: ChooseParts,
): Promise<Result<FittedDocument, Fault>> {
  const { limits } = parts;
  const { code, pages } = document;
  const bound = fileBound(limits);
  const tried: (readonly SealedImage[])[] = [];
  for (const rung of rungsOf(limits)) {
    const isHopeless = rung === 'small' && leastShrink * bytesOf(pages.map(({ image }) => image)) > bound;
    if (isHopeless && !cannotBeCut(tried, limits)) continue;
    const images = rung === 'small' ? await shrinkPages(pages, sealer, parts) : ok(pages.map(rung));
    if (!images.ok) return images;
    tried.push(images.value);
    const files = spread(images.value, bound);
    if (files.ok && (files.value.length === 1 || limits.maxBytes === null))
      return ok({ code, images: images.value, files: files.value });
  }
  for (const images of tried) {
    const files = spread(images, bound);
    if (files.ok && files.value.length <= (limits.maxFiles ?? files.value.length))
      return ok({ code, images, files: files.value });
  }
  return fail(doesNotFit(code, tried.at(-1) ?? [], limits));
}

type Rung = ((page: DraftPage) => SealedImage) | 'small';

/** A page that 60 does not make smaller stays as it is. */
const leaner = ({ image, reduced }: DraftPage): SealedImage =>
  reduced !== null && reduced.bytes < image.bytes ? reduced : image;

function rungsOf({ maxBytes, minDpi }: PackLimits): readonly Rung[] {
  const whole: Rung = ({ image }) => image;
  if (maxBytes === null) return [whole];
  return minDpi === 150 ? [whole, leaner, 'small'] : [whole, leaner];
}

const spread = (images: readonly SealedImage[], bound: number) =>
  spreadPages(
    images.map(({ bytes }) => bytes),
    bound,
  );

const bytesOf = (images: readonly SealedImage[]): number => images.reduce((sum, { bytes }) => sum + bytes, 0);

const cannotBeCut = (tried: readonly (readonly SealedImage[])[], limits: PackLimits): boolean =>
  !tried.some((images) => {
    const files = spread(images, fileBound(limits));
    return files.ok && files.value.length <= (limits.maxFiles ?? files.value.length);
  });

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

/** Nothing is lost by it: the draft stays as it is, and may leave by another channel. */
function doesNotFit(code: string, images: readonly SealedImage[], limits: PackLimits): Fault<'does-not-fit'> {
  const bound = fileBound(limits);
  const files = spread(images, bound);
  const takes = `the channel takes ${megabytes(bound)} a file`;
  const what = files.ok
    ? `The document "${code}" needs ${files.value.length} files, and the channel takes ${limits.maxFiles} (${megabytes(bound)} each).`
    : `Page ${files.fault + 1} of "${code}" alone has ${megabytes(images[files.fault]?.bytes ?? 0)}, and ${takes}.`;
  const cure = files.ok
    ? 'File it in parts, or choose another channel.'
    : 'Scan that page in grey or in two halves, or choose another channel.';
  return { code: 'does-not-fit', message: `${what} ${cure} Nothing was recorded, and no page is lost.` };
}
