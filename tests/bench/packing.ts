// `node tests/bench/packing.ts`: 50 scanned pages into one PDF, as ratios to img2pdf on the same pages in the same run.
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { buildSealer, buildVault } from '../../main/filings/vault.ts';
import { defaultPageLimits } from '../../main/pages/limits.ts';
import { beginFile } from '../../main/pages/pack-document.ts';
import type { Draft } from '../../main/visits/draft.ts';
import { buildPageSealer } from '../../main/visits/draft-page.ts';
import { packDraft } from '../../main/visits/pack-draft.ts';

const rounds = 7;
const pages = 50;
const many = 300;
const [widthPx, heightPx] = [1654, 2339];
const scans = fileURLToPath(new URL('../data/scans/', import.meta.url));
const folder = mkdtempSync('/dev/shm/recepisse-bench-');

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const paths: string[] = [];
for (let i = 0; i < pages; i++) {
  const name = ['lept-1555.003.jpg', 'ocrmypdf-linn.png', 'naps2-patcht.jpg'][i % 3] ?? '';
  const path = join(folder, `page-${String(i).padStart(2, '0')}.jpg`);
  const page = sharp(join(scans, name)).resize(widthPx, heightPx, { fit: 'fill' }).linear(1, -i);
  await page.jpeg({ quality: 75, chromaSubsampling: '4:2:0' }).toFile(path);
  paths.push(path);
}
const number = 'K7P2-9QXM-4';
const createdAt = new Date('2026-11-23T10:00:00Z');
const ours = join(folder, 'ours.pdf');

/** The files of pages to one file: what img2pdf does, with a stamp on each page and as PDF/A-1b. */
async function pack(): Promise<void> {
  const pieces: Uint8Array[] = [];
  const what = { name: `${number}-preuves.pdf`, number, firstPage: 1, totalPages: pages, createdAt };
  const file = beginFile(what, (piece) => pieces.push(piece));
  for (const path of paths) file.add({ jpeg: readFileSync(path), widthPx, heightPx });
  await file.end();
  writeFileSync(ours, Buffer.concat(pieces));
}

/** As a kiosk does it: out of the vault, page by page, and sealed into it again. */
function sealedDraft(count: number): () => Promise<void> {
  mkdirSync(join(folder, 'vault'), { recursive: true });
  const vault = buildVault(join(folder, 'vault'));
  const [id, filingKey] = [randomBytes(16).toString('hex'), new Uint8Array(randomBytes(32))];
  const sealer = buildSealer(filingKey, id);
  const pageSealer = buildPageSealer(vault, sealer);
  const taken = Array.from({ length: count }, (_, i) => {
    const path = paths[i % pages] ?? '';
    const jpeg = readFileSync(path);
    const image = { jpeg, widthPx, heightPx, sha256: '' };
    const sealed = pageSealer.picture({ image, reduced: null });
    if (!sealed.ok) throw new Error(sealed.fault.message);
    return { original: '', ...sealed.value };
  });
  const draft: Draft = { id, filingKey, sealer, documents: [{ code: 'preuves', pages: taken }] };
  const limits = { maxBytes: null, minDpi: 200, maxFiles: null } as const;
  return async () => {
    const packed = await packDraft(draft, { number, createdAt, vault, limits, pageLimits: defaultPageLimits });
    if (!packed.ok) throw new Error(packed.fault.message);
  };
}

try {
  const packSealed = sealedDraft(pages);
  const theirs = join(folder, 'img2pdf.pdf');
  const img2pdf = (): unknown => execFileSync('img2pdf', [...paths, '-o', theirs]);
  const start = (): unknown => execFileSync('img2pdf', ['--version']);
  const work = {
    img2pdf: img2pdf,
    'img2pdf loaded, no page': start,
    'one file': pack,
    'out of the vault and into it': packSealed,
  };
  const times = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++)
    for (const [name, run] of Object.entries(work)) times.set(name, [...(times.get(name) ?? []), await timed(run)]);
  const base = times.get('img2pdf') ?? [];
  for (const [name, taken] of times) {
    const ratio = median(taken.map((ms, i) => ms / (base[i] ?? Number.NaN)));
    process.stdout.write(
      `${name.padEnd(30)} ${median(taken).toFixed(0).padStart(6)} ms   ${ratio.toFixed(2)} of img2pdf\n`,
    );
  }
  const sizes = [ours, theirs].map((path) => readFileSync(path).length);
  process.stdout.write(
    `${pages} pages: ${sizes[0]} bytes, img2pdf ${sizes[1]} bytes; qpdf --check of ours: ${spawnSync('qpdf', ['--check', ours]).status}\n`,
  );
  const packMany = sealedDraft(many);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const took = await timed(packMany);
  delay.disable();
  const longest = Math.round(delay.max / 1e6);
  process.stdout.write(`${many} pages: ${Math.round(took)} ms; other work waited at most ${longest} ms for its turn\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
