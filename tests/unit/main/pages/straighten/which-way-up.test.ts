import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GreyImage } from '../../../../../main/pages/grey-image.ts';
import { buildTurnFinder } from '../../../../../main/pages/straighten/find-turn.ts';
import { leastTurnConfidence, sureTurnConfidence } from '../../../../../main/pages/straighten/straighten.ts';
import { sampleBytes } from '../samples.ts';

const finder = buildTurnFinder();

async function turnedSample(name: string, turn: number): Promise<GreyImage> {
  const upright = await sharp(sampleBytes(name)).flatten({ background: '#fff' }).toColourspace('b-w').png().toBuffer();
  const { data, info } = await sharp(upright)
    .rotate(turn)
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

describe('which way up a page is', () => {
  beforeAll(
    async () => void (await finder.find({ data: new Uint8Array(10_000).fill(255), width: 100, height: 100 })),
    60_000,
  );

  it.each([0, 90, 180, 270] as const)(
    'a page of print turned by %i is known to be so, surely',
    async (turn) => {
      const found = await finder.find(await turnedSample('tess-eurotext.tif', turn));
      expect(found?.degrees).toBe((360 - turn) % 360);
      expect(found?.confidence).toBeGreaterThan(sureTurnConfidence);
    },
    20_000,
  );

  it.each(['s2p-credit-card-2.png', 's2p-empty.png', 'naps2-blank1.jpg'])(
    '%s: too few letters to tell',
    async (name) => {
      const found = await finder.find(await turnedSample(name, 0));
      expect(found?.confidence ?? 0).toBeLessThan(leastTurnConfidence);
    },
    20_000,
  );

  it('a page of no size says nothing, and the next is answered all the same', async () => {
    expect(await finder.find({ data: new Uint8Array(0), width: 0, height: 0 })).toBeNull();
    const found = await finder.find(await turnedSample('tess-eurotext.tif', 180));
    expect(found?.degrees).toBe(180);
  }, 20_000);
});
