import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import type { GreyImage } from '../grey-image.ts';
import type { PageGeometry } from '../page-geometry.ts';

export interface Turn {
  /** Degrees clockwise that make the page upright. */
  readonly degrees: PageGeometry['turn'];
  /** Tesseract's own measure, about 0 to 40: how much better its letters fit this way up than any other. */
  readonly confidence: number;
}

/** Says which way up a page is; null when too few letters tell. */
export interface TurnFinder {
  find(grey: GreyImage): Promise<Turn | null>;
  /** Loads the engine ahead of the first page. */
  load(): Promise<void>;
}

/** What is used of tesseract.js-core: Tesseract 5 with its first engine, the only one that tells orientation. */
interface Tesseract {
  readonly FS: { writeFile(path: string, data: Uint8Array): void; unlink(path: string): void };
  readonly TessBaseAPI: new () => {
    /** Engine mode 0 is the first engine. 0 when it is ready. */
    Init(folder: null, data: string, engineMode: 0): number;
    /** Reads the file `/input`, turned by `exif` (1 is not at all) and `angle`. 0 when it is an image. */
    SetImageFile(exif: 1, angle: 0): number;
    DetectOS(results: OrientationResults): boolean;
    Clear(): void;
  };
  readonly OSResults: new () => OrientationResults;
  destroy(object: OrientationResults): void;
}
interface OrientationResults {
  readonly best_result: { readonly orientation_id: number; readonly oconfidence: number };
}

/** Degrees clockwise by tesseract's number of the way that a page lies. */
const degreesById = [0, 270, 180, 90] as const;
/** Its data's name, with which `Init` finds it in the engine's own memory. */
const dataName = 'osd';

/**
 * Tesseract's orientation detection as WebAssembly, loaded with the first page (some tenths of a second, 80 MB) and kept. An engine that
 * fails is dropped and says nothing; the next page gets a new one.
 */
export function buildTurnFinder(): TurnFinder {
  let engine: ReturnType<typeof loadEngine> | null = null;
  return {
    async load() {
      engine ??= loadEngine();
      await engine.catch(() => {
        engine = null;
      });
    },
    async find(grey) {
      try {
        engine ??= loadEngine();
        return detect(await engine, grey);
      } catch {
        engine = null;
        return null;
      }
    },
  };
}

async function loadEngine() {
  const require = createRequire(import.meta.url);
  const build = require('tesseract.js-core/tesseract-core-simd.js') as (parts: object) => Promise<Tesseract>;
  const quiet = () => undefined;
  const wasmBinary = readFileSync(require.resolve('tesseract.js-core/tesseract-core-simd.wasm'));
  const tesseract = await build({ wasmBinary, print: quiet, printErr: quiet });
  const packed = readFileSync(require.resolve('@tesseract.js-data/osd/4.0.0_best_int/osd.traineddata.gz'));
  tesseract.FS.writeFile(`${dataName}.traineddata`, gunzipSync(packed));
  const api = new tesseract.TessBaseAPI();
  if (api.Init(null, dataName, 0) !== 0) throw new Error('tesseract cannot read its orientation data');
  tesseract.FS.unlink(`${dataName}.traineddata`); // it is read: 10 MB
  return { tesseract, api };
}

function detect({ tesseract, api }: Awaited<ReturnType<typeof loadEngine>>, grey: GreyImage): Turn | null {
  const { data, width, height } = grey;
  // A binary PGM (netpbm) is the pixels behind one line.
  tesseract.FS.writeFile('/input', Buffer.concat([Buffer.from(`P5 ${width} ${height} 255\n`), data]));
  const results = new tesseract.OSResults();
  try {
    if (api.SetImageFile(1, 0) !== 0 || !api.DetectOS(results)) return null;
    const { orientation_id: id, oconfidence: confidence } = results.best_result;
    const degrees = degreesById[id];
    return degrees === undefined ? null : { degrees, confidence };
  } finally {
    tesseract.destroy(results);
    api.Clear();
    tesseract.FS.writeFile('/input', new Uint8Array(0)); // nothing of a page is kept (promise 5)
  }
}
