import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { sample } from '../unit/main/pages/samples.ts';
import { answers, everything, newPlace } from './cli.ts';
import { mostResident, mostResidentBelow } from './watch-memory.ts';

/** A thick file must not fill the machine: what a filing takes does not grow with its pages. */
const place = newPlace('five-hundred');
afterAll(() => place.remove());
const pages = everything ? 500 : 12;
/** On top of a Node process that does nothing. */
const mostBytes = 400_000_000;
const bin = fileURLToPath(new URL('../../main/bin/recepisse.mjs', import.meta.url));

/** Colour A4 at 300 dpi, about 1 MB each, with the grain of a scanner: it does not compress away. */
async function drawScans(count: number): Promise<string[]> {
  const size = { width: 2480, height: 3508 };
  return Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const grain = { ...size, channels: 3 as const, noise: { type: 'gaussian' as const, mean: 128, sigma: 6 } };
      const noise = await sharp({ create: { ...grain, background: '#888' } })
        .png({ compressionLevel: 0 })
        .toBuffer();
      const path = join(place.root, `scan-${i}.jpg`);
      await sharp(sample(['lept-1555.003.jpg', 'ocrmypdf-linn.png'][i % 2] ?? ''))
        .resize(size.width, size.height, { fit: 'fill' })
        .toColourspace('srgb')
        .composite([{ input: noise, blend: 'soft-light' }])
        .modulate({ hue: i * 30 })
        .jpeg({ quality: 85 })
        .toFile(path);
      return path;
    }),
  );
}

/** What an idle Node has resident. */
async function emptyProcess(): Promise<number> {
  const idle = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000); console.log()']);
  await once(idle.stdout, 'data');
  const bytes = mostResident(idle.pid ?? 0);
  idle.kill('SIGKILL');
  return bytes;
}

async function watch(child: ChildProcess): Promise<number> {
  let most = 0;
  while (child.exitCode === null && child.signalCode === null) {
    most = Math.max(most, mostResidentBelow(child.pid ?? 0));
    await delay(50);
  }
  return most;
}

interface Filed {
  readonly pages: number;
  /** Bytes that all its processes had resident together, at most. */
  readonly most: number;
}

/** As it is started: `recepisse` hands over to the pinned Node. */
async function fileWatched(paths: readonly string[]): Promise<Filed> {
  const args = ['file', '--procedure', 'msa-envoi-document', '--document', `document_demande=${paths.join(',')}`];
  const child = spawn(process.execPath, [bin, ...args, '--data', place.data, '--out', place.out, '--json'], {
    cwd: place.root,
    env: { PATH: process.env.PATH, HOME: place.home, TMPDIR: place.tmp },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += String(chunk);
  });
  const most = await watch(child);
  expect(child.exitCode).toBe(0);
  return { pages: answers.file.parse(JSON.parse(said)).pages, most };
}

it(`${pages} pages of 300-dpi colour A4 take less than 400 MB on top of an empty process, all processes together`, {
  timeout: 2_700_000,
}, async () => {
  const scans = await drawScans(6);
  const empty = await emptyProcess();
  // The first filing of a kiosk's life compiles the program for all that follow.
  await fileWatched(scans);
  const filed = await fileWatched(Array.from({ length: pages }, (_, i) => scans[i % scans.length] ?? ''));
  expect(filed.pages).toBe(pages);
  const { most } = filed;
  console.info(`${pages} pages: ${Math.round((most - empty) / 1e6)} MB on top of ${Math.round(empty / 1e6)} MB`);
  expect(most).toBeGreaterThan(2 * empty);
  expect(most - empty).toBeLessThan(mostBytes);
});
