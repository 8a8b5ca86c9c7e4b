import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf, answers, newPlace, pathsOf, type Run, runLine } from './cli.ts';

/** The program as JavaScript, as Electron and the packages get it, run here under plain Node: entries, children and data are all found. */
const root = resolve(import.meta.dirname, '../..');
const built = join(root, '.cache/built-program/dist/app');
const place = newPlace('built');
const procedure = 'ft-reponse-avertissement';
beforeAll(() => {
  const build = spawnSync(process.execPath, [join(root, 'main/bin/build-app.mjs'), built], { encoding: 'utf8' });
  expect([build.status, build.stdout, build.stderr]).toEqual([0, '', '']);
}, 60_000);
afterAll(() => place.remove());

const run = (...args: readonly string[]): Promise<Run> =>
  runLine(place, [process.execPath, join(built, 'main/cli.js'), ...args, '--json']);

describe('the built program', () => {
  it('is JavaScript alone, with every entry that a child is started with', () => {
    const files = readdirSync(built, { recursive: true, encoding: 'utf8' });
    expect(files.filter((name) => name.endsWith('.ts'))).toEqual([]);
    for (const entry of [
      'electron',
      'hosts/electron/visit-entry',
      'hosts/chromium/visit-entry',
      'pages/image-process',
      'pages/pdf-process',
      'pages/codes/code-process',
      'pages/shrink-process',
      'visits/shred-process',
      'channels/deliver-process',
      'devices/scanners/virtual/press-process',
    ])
      expect(existsSync(join(built, `main/${entry}.js`)), entry).toBe(true);
    const imports = files
      .filter((name) => name.endsWith('.js'))
      .flatMap((name) =>
        [...readFileSync(join(built, name), 'utf8').matchAll(/(?:from|import\() ?'(\.[^']+)'/g)].map(
          ([, to]) => to ?? '',
        ),
      );
    expect(imports.length).toBeGreaterThan(500);
    expect(imports.filter((to) => !to.endsWith('.js'))).toEqual([]);
  });

  it('finds its devices', async () => {
    const run1 = await run('doctor', '--data', place.data);
    expect(JSON.parse(run1.stdout).devices).toHaveLength(3);
  });

  it('files pages of the scanner, prints, hands over, and its receipt verifies', async () => {
    const filed = answerOf(
      answers.file,
      await run(
        'file',
        '--procedure',
        procedure,
        '--document',
        'avertissement=scan:1',
        '--document',
        'preuves=scan:1',
        '--out',
        place.out,
        '--data',
        place.data,
      ),
    );
    expect([filed.pages, filed.printed]).toEqual([2, 'printed']);
    expect(filed.deliveries).toEqual([{ channel: 'counter', state: 'queued', reference: null }]);
    const key = join(place.data, 'keys/receipt.pub');
    for (const receipt of [pathsOf(filed).receipt, pathsOf(filed).pdf]) {
      const verified = answerOf(answers.verify, await run('verify', receipt, '--public-key', key));
      expect([verified.valid, verified.number]).toEqual([true, filed.number]);
    }
    // Its packet reached the counter: the delivering child ran.
    expect(readdirSync(place.counter).some((name) => name.includes(filed.number))).toBe(true);
  }, 120_000);
});
