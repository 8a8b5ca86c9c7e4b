import { openImage } from '../../../../../main/pages/decode-image.ts';
import type { GreyImage } from '../../../../../main/pages/grey-image.ts';
import { defaultPageLimits } from '../../../../../main/pages/limits.ts';
import type { PageGeometry } from '../../../../../main/pages/page-geometry.ts';

export const lyingStraight: PageGeometry = { turn: 0, turnConfidence: null, skewDegrees: 0, sheet: null };

/** Every pixel of a picture, upright by its EXIF turn, in grey; what the decoder refuses is thrown. */
export async function greyOfBytes(bytes: Uint8Array): Promise<GreyImage> {
  const { data, info } = await openImage(bytes, 0, defaultPageLimits)
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .toColourspace('b-w')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data: new Uint8Array(data.buffer, data.byteOffset, data.length), width: info.width, height: info.height };
}
