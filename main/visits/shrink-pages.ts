import { createHash } from 'node:crypto';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import type { Sealer, Vault } from '../filings/vault.ts';
import type { PageLimits } from '../pages/limits.ts';
import { buildShrinker } from '../pages/shrinker.ts';
import { type DraftPage, openImage, type SealedImage, sealedImage } from './draft-page.ts';

/**
 * Every page at 150 dpi, each sealed as soon as it is made; one that does not become smaller stays as it is. From the stored
 * JPEG: its loss goes with the pixels that are averaged.
 */
export async function shrinkPages(
  pages: readonly DraftPage[],
  sealer: Sealer,
  { vault, pageLimits }: { readonly vault: Vault; readonly pageLimits: PageLimits },
): Promise<Result<readonly SealedImage[], Fault>> {
  const shrinker = buildShrinker(pageLimits);
  try {
    const small: SealedImage[] = [];
    for (const { image } of pages) {
      const jpeg = openImage(vault, sealer, image);
      if (!jpeg.ok) return jpeg;
      const shrunk = await shrinker.shrink(jpeg.value);
      if (!shrunk.ok)
        return fail({ code: 'not-packed', message: `A page could not be made smaller: ${shrunk.fault.detail}.` });
      if (shrunk.value.jpeg.length >= image.bytes) {
        small.push(image);
        continue;
      }
      const sealed = vault.put(sealer, 'small', image.index, shrunk.value.jpeg);
      if (!sealed.ok) return sealed;
      const sha256 = createHash('sha256').update(shrunk.value.jpeg).digest('hex');
      small.push(sealedImage('small', image.index, { ...shrunk.value, sha256 }));
    }
    return ok(small);
  } finally {
    shrinker.close();
  }
}
