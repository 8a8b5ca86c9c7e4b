// Entry of the process that makes stored pages smaller.
import sharp from 'sharp';
import { answerParent } from './asked-child.ts';
import type { ShrinkRequest, ShrunkPage } from './shrinker.ts';

sharp.cache(false);
sharp.concurrency(1);

answerParent(async (request): Promise<ShrunkPage> => {
  const { jpeg, shortPx, longPx, quality } = request as ShrinkRequest;
  const { width, height } = await sharp(jpeg).metadata();
  const [boxWidth, boxHeight] = width > height ? [longPx, shortPx] : [shortPx, longPx];
  const { data, info } = await sharp(jpeg)
    .resize(boxWidth, boxHeight, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality, chromaSubsampling: '4:2:0', progressive: false })
    .toBuffer({ resolveWithObject: true });
  return { jpeg: data, widthPx: info.width, heightPx: info.height };
});
