import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { counted, type UncountedPages } from '../../../../main/devices/scanners/counted.ts';
import type { ScanFaultCode, ScannedPages, Scanner, ScanRequest } from '../../../../main/devices/scanners/scanner.ts';

/** A scanner of small pictures, so that a test of the visit does not wait for A4 sheets to be drawn. */
export class PaperScanner implements Scanner {
  readonly name = 'paper';
  readonly driver = 'virtual';
  readonly virtual = true;
  /** Sheets on the feeder, as image files. */
  pile: Uint8Array[] = [];
  /** The fault that comes instead of the sheet of this rank (from 1), or `hang`. */
  mishap: { readonly at: number; readonly fault: ScanFaultCode | 'hang' } | null = null;
  #scans = 0;

  scan(request: ScanRequest): ScannedPages {
    return counted((feeding) => {
      feeding.begun = true;
      return this.#feed(request);
    });
  }

  async *#feed({ pages, dpi, folder, signal }: ScanRequest): UncountedPages {
    const scan = ++this.#scans;
    for (let page = 1; pages === 'feeder' || page <= pages; page++) {
      if (this.mishap !== null && page >= this.mishap.at) {
        const { fault } = this.mishap;
        if (fault === 'hang')
          await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
        yield { ok: false, fault: { code: fault === 'hang' ? 'cancelled' : fault, message: fault } };
        return;
      }
      const sheet = this.pile.shift();
      if (sheet === undefined) {
        if (page === 1) yield { ok: false, fault: { code: 'no-paper', message: 'empty' } };
        return;
      }
      const file = join(folder, `scan-${scan}-${page}`);
      await writeFile(file, sheet);
      yield { ok: true, value: { file, widthPx: 210, heightPx: 297, dpi } };
    }
  }

  status(): Promise<'ready'> {
    return Promise.resolve('ready');
  }
}

const [width, height] = [210, 297];

/** One small sheet with lines of print, of other words for each number: nothing that a check would doubt. */
export function sheet(number: number): Promise<Uint8Array> {
  const pixels = Buffer.alloc(width * height, 255);
  let seed = number * 7919 + 1;
  const draw = (most: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % most;
  };
  for (let top = 30; top < height - 30; top += 9)
    for (let left = 25; left < width - 45; ) {
      const word = 4 + draw(16);
      for (let y = top; y < top + 4; y++) pixels.fill(0, y * width + left, y * width + left + word);
      left += word + 3 + draw(12);
    }
  return sharp(pixels, { raw: { width, height, channels: 1 } })
    .jpeg()
    .toBuffer();
}
