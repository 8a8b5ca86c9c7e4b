import sharp from 'sharp';
import { examine } from './examine-page.ts';
import type { ImageSettings } from './image-messages.ts';
import type { TurnFinder } from './straighten/find-turn.ts';

/** A4 at 150 dpi: enough to run through every loop. */
const [width, height] = [1240, 1754];
/** Crooked, so that it is resampled too: pixels down for one to the right. */
const slope = 0.02;

/**
 * Examines a page of strokes that nobody brought. V8 compiles what runs often: the first page of a new process would else take half
 * as long again, while its visitor waits.
 */
export async function examineDrawnPage(settings: ImageSettings, turns: TurnFinder): Promise<void> {
  const page = Buffer.alloc(width * height * 3, 250);
  for (let line = 150; line < height - 150; line += 32)
    for (let word = 120; word < width - 120; word += 44)
      for (let stroke = 0; stroke < 4; stroke++) drawStroke(page, word + stroke * 9, Math.round(line + word * slope));
  const jpeg = await sharp(page, { raw: { width, height, channels: 3 } })
    .jpeg()
    .toBuffer();
  await examine(jpeg, 'image/jpeg', 0, settings, { source: 'scanner', dpi: 150, imagePpi: null }, turns);
}

function drawStroke(page: Buffer, left: number, top: number): void {
  for (let y = top; y < top + 16; y++) page.fill(30, (y * width + left) * 3, (y * width + left + 3) * 3);
}
