import sharp from 'sharp';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { ImageRefusal, ImageSettings, QuarterTurns, TurnedImage } from './image-messages.ts';

/**
 * A stored page, turned clockwise. It is decoded and encoded once more, at the quality it was stored with: the second
 * encoding meets nearly the same coefficients.
 */
export async function turnStored(
  jpeg: Uint8Array,
  quarterTurns: QuarterTurns,
  settings: ImageSettings,
): Promise<Result<TurnedImage, ImageRefusal>> {
  try {
    const at = (quality: number) =>
      sharp(jpeg, { failOn: 'warning', limitInputPixels: settings.maxImagePixels })
        .rotate(quarterTurns * 90)
        .jpeg({ quality, chromaSubsampling: '4:2:0', progressive: false })
        .toBuffer({ resolveWithObject: true });
    const { data, info } = await at(settings.jpegQuality);
    const reduced = settings.reducedQuality === null ? null : (await at(settings.reducedQuality)).data;
    return ok({ jpeg: data, reduced, widthPx: info.width, heightPx: info.height });
  } catch (error) {
    return fail({ code: 'damaged', detail: error instanceof Error ? error.message : String(error) });
  }
}
