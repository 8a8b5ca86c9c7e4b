// `node tests/bench/scan-to-verdict.ts`: from the scanner's last byte to the verdict on the screen, as a ratio to the pipeline's own time in the same run.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { examine } from '../../main/pages/examine-page.ts';
import { defaultPageLimits } from '../../main/pages/limits.ts';
import { buildTurnFinder } from '../../main/pages/straighten/find-turn.ts';
import { startEsclServer } from '../devices/escl-server.ts';
import { newPlace } from '../e2e/cli.ts';
import { drawSpecimens } from '../e2e/pages.ts';
import { openDisplay, portrait } from '../e2e/screens/display.ts';
import { goToPapers } from '../e2e/screens/filing-by-touch.ts';
import { giveHand } from '../e2e/screens/hand.ts';
import { startOnScreen } from '../e2e/screens/kiosk-on-screen.ts';

const wasm = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });

const rounds = 9;
/** As fast as a desk's feeder gets: 30 pages a minute. */
const lampMs = 2_000;
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** The whole pipeline on one sheet, one step after the other, everything loaded: milliseconds. */
const turns = buildTurnFinder();
async function pipelineMs(sheet: Uint8Array): Promise<number> {
  const start = performance.now();
  const facts = { source: 'scanner', dpi: 300, imagePpi: null } as const;
  const page = await examine(sheet, 'image/jpeg', 0, defaultPageLimits, facts, turns);
  if (!page.ok) throw new Error(page.fault.detail);
  await readBarcodes(page.value.jpeg, { formats: ['DataMatrix', 'QRCode'], tryHarder: true, maxNumberOfSymbols: 16 });
  return performance.now() - start;
}

const folder = mkdtempSync('/dev/shm/recepisse-bench-');
const paths = await drawSpecimens(folder, rounds + 1);
const sheets = await Promise.all(
  paths.map((path) => sharp(readFileSync(path)).resize(2480, 3508, { fit: 'fill' }).jpeg({ quality: 85 }).toBuffer()),
);
rmSync(folder, { recursive: true, force: true });

const place = newPlace('bench-verdict');
const display = await openDisplay(portrait);
const scanner = await startEsclServer(sheets.slice(0, 1));
const kiosk = await startOnScreen({
  place,
  display,
  printer: 'virtual:',
  scanner: `escl:${scanner.url}`,
  a4: 'virtual:',
});
const waits: number[] = [];
const pictures: number[] = [];
const pipeline: number[] = [];
try {
  const hand = await giveHand({ kiosk, language: 'fr' });
  await goToPapers(hand, null);
  const page = await hand.page();
  for (const [round, sheet] of sheets.entries()) {
    scanner.load([sheet]);
    scanner.mishap({ kind: 'slow', delayMs: lampMs });
    const sent = scanner.reached(1, 'sent').then(() => performance.timeOrigin + performance.now());
    const shown = page.evaluate(
      () =>
        new Promise<{ verdictMs: number; pictureMs: number }>((resolve) => {
          let verdictMs: number | null = null;
          const look = (): void => {
            if (!document.querySelector('.look, .decide')) return;
            requestAnimationFrame(() => setTimeout(painted));
          };
          const painted = (): void => {
            const nowMs = performance.timeOrigin + performance.now();
            verdictMs ??= nowMs;
            if (!document.querySelector('canvas')) return;
            observer.disconnect();
            resolve({ verdictMs, pictureMs: nowMs });
          };
          const observer = new MutationObserver(look);
          observer.observe(document, { subtree: true, childList: true });
        }),
    );
    await hand.tap('screen.scan.take');
    const [{ verdictMs, pictureMs }, sentMs] = [await shown, await sent];
    // The first round only warms both up.
    if (round > 0) {
      waits.push(verdictMs - sentMs);
      pictures.push(pictureMs - sentMs);
      await pipelineMs(sheet);
      pipeline.push(await pipelineMs(sheet));
    } else await pipelineMs(sheet);
    await hand.tap('screen.decide.remove');
  }
} finally {
  await kiosk.stop();
  await scanner.close();
  await display.close();
  place.remove();
}
const ratio = median(waits.map((wait, at) => wait / (pipeline[at] ?? Number.NaN)));
console.log(
  JSON.stringify({
    scanToVerdictMs: Math.round(median(waits)),
    scanToPictureMs: Math.round(median(pictures)),
    pipelineMs: Math.round(median(pipeline)),
    ratio: Number(ratio.toFixed(2)),
  }),
);
