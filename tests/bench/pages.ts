// `node tests/bench/pages.ts`: how long a page takes from its file to what is stored, as ratios to other programs of the same run.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { examine } from '../../main/pages/examine-page.ts';
import { defaultPageLimits } from '../../main/pages/limits.ts';
import type { PageFacts } from '../../main/pages/page-facts.ts';
import { buildTurnFinder, type TurnFinder } from '../../main/pages/straighten/find-turn.ts';

const rounds = 7;
sharp.cache(false);
sharp.concurrency(1);

const folder = mkdtempSync('/dev/shm/recepisse-bench-');
const scanner: PageFacts = { source: 'scanner', dpi: 300, imagePpi: null };
const text = fileURLToPath(new URL('../data/scans/ocrmypdf-linn.png', import.meta.url));

/** An A4 page of print at 300 dpi in colour, with a scanner's grain, its lines `degrees` clockwise. */
async function colourPage(degrees: number): Promise<Buffer> {
  const [width, height] = [2480, 3508];
  const level = await sharp(text)
    .flatten({ background: '#fff' })
    .resize({ width })
    .extend({ bottom: 298, background: '#fff' })
    .png()
    .toBuffer();
  const turned = await sharp(level).rotate(degrees, { background: '#fff' }).png().toBuffer();
  const whole = await sharp(turned).resize(width, height, { fit: 'cover' }).removeAlpha().raw().toBuffer();
  // Paper of a warm white, and grain that repeats in no direction.
  let grain = 1;
  for (let at = 0; at < whole.length; at++) {
    grain = (Math.imul(grain, 1_664_525) + 1_013_904_223) | 0;
    whole[at] = Math.max(0, Math.min(255, (whole[at] ?? 0) * 0.93 + 6 - (at % 3) * 3 + (grain >> 29)));
  }
  return sharp(whole, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
}

interface Contender {
  readonly name: string;
  /** null: the program is not installed. */
  readonly run: (() => Promise<unknown>) | null;
}

const has = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
const isImageMagick = (): boolean =>
  spawnSync('convert', ['-version'], { encoding: 'utf8' }).stdout?.includes('ImageMagick') ?? false;
const bytesOf = (name: string): Promise<Buffer> => Promise.resolve(readFileSync(join(folder, name)));

/** What our pipeline does to one page. */
async function ours(turns: TurnFinder | null): Promise<void> {
  const page = await examine(await bytesOf('page.jpg'), 'image/jpeg', 0, defaultPageLimits, scanner, turns);
  if (!page.ok) throw new Error(page.fault.detail);
}

async function unpapered(): Promise<void> {
  execFileSync('djpeg', ['-pnm', '-outfile', join(folder, 'page.ppm'), join(folder, 'page.jpg')]);
  execFileSync('unpaper', ['--overwrite', '-q', join(folder, 'page.ppm'), join(folder, 'unpapered.ppm')]);
  execFileSync('cjpeg', ['-quality', '75', '-outfile', join(folder, 'out.jpg'), join(folder, 'unpapered.ppm')]);
}

const magickArguments = (): string[] => [
  join(folder, 'page.jpg'),
  '-deskew',
  '40%',
  '-trim',
  '+repage',
  '-resize',
  '1654x2339>',
  '-quality',
  '75',
  join(folder, 'out.jpg'),
];

function contenders(turns: TurnFinder): Contender[] {
  return [
    {
      name: 'floor: libvips decode + encode',
      run: async () =>
        sharp(await bytesOf('page.jpg'))
          .jpeg({ quality: 75 })
          .toBuffer(),
    },
    { name: 'examine, way up not asked', run: () => ours(null) },
    { name: 'examine', run: () => ours(turns) },
    {
      name: 'ImageMagick deskew + trim',
      run: isImageMagick() ? async () => execFileSync('convert', magickArguments()) : null,
    },
    { name: 'unpaper (with djpeg, cjpeg)', run: has('unpaper') && has('djpeg') && has('cjpeg') ? unpapered : null },
  ];
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** All contenders one after the other in each round, so that a busy machine is as busy for each. */
async function compare(title: string, all: readonly Contender[]): Promise<void> {
  const runs = all.flatMap(({ name, run }) => (run === null ? [] : [{ name, run, ms: [] as number[] }]));
  for (const { run } of runs) await run();
  for (let round = 0; round < rounds; round++) for (const one of runs) one.ms.push(await timed(one.run));
  console.log(`\n${title}`);
  const floor = runs[0]?.ms ?? [];
  for (const { name, ms } of runs) {
    const ratio = median(ms.map((value, round) => value / (floor[round] ?? Number.NaN)));
    console.log(
      `  ${name.padEnd(34)} ${median(ms).toFixed(0).padStart(6)} ms   ${ratio.toFixed(2).padStart(6)} × floor`,
    );
  }
  for (const { name, run } of all) if (run === null) console.log(`  ${name.padEnd(34)} is not installed`);
}

try {
  const turns = buildTurnFinder();
  for (const degrees of [0, 3.7]) {
    writeFileSync(join(folder, 'page.jpg'), await colourPage(degrees));
    await compare(
      `One colour A4 page at 300 dpi, ${degrees}° crooked (medians of ${rounds} rounds, ratios paired)`,
      contenders(turns),
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
