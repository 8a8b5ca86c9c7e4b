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

/** One small sheet, different for each number. */
export const sheet = (number: number): Promise<Uint8Array> =>
  sharp({ create: { width: 210, height: 297, channels: 3, background: { r: (number * 37) % 256, g: 200, b: number } } })
    .jpeg()
    .toBuffer();
