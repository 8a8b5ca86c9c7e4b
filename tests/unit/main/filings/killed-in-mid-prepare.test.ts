import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkLedger } from '../../../../main/filings/check.ts';
import { text } from '../../../../main/filings/row.ts';
import { openSealer, readFiling } from '../../../../main/filings/transitions.ts';
import { start } from './child.ts';
import { must, newFolder, open, removeFolder } from './kiosk.ts';

const rounds = process.env.RECEPISSE_TESTS === 'all' ? 30 : 6;

describe('kill -9 while filings are recorded', () => {
  let folder: string;
  beforeEach(() => {
    folder = newFolder();
  });
  afterEach(() => removeFolder(folder));

  /** Runs until the process is dead, and gives the numbers it had reported. */
  async function runUntilDead(instant: string, killAfterLines: number | null): Promise<string[]> {
    const child = start('prepare-until-killed.ts', folder, instant);
    let said = '';
    let errors = '';
    child.stderr.on('data', (part) => (errors += String(part)));
    child.stdout.on('data', (part) => {
      said += String(part);
      if (killAfterLines !== null && said.split('\n').length > killAfterLines) child.kill('SIGKILL');
    });
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    expect([code, signal, errors]).toEqual([null, 'SIGKILL', '']);
    return said.split('\n').slice(0, said.split('\n').length - 1);
  }

  function expectWhole(reported: readonly string[], unreported: number): void {
    const core = open(folder);
    const numbers = core.store.all('SELECT number FROM filings').map((row) => text(row, 'number'));
    expect(numbers).toEqual(expect.arrayContaining([...reported]));
    expect(numbers.length - reported.length).toBe(unreported);
    for (const number of numbers) {
      must(openSealer(core, number));
      expect(must(readFiling(core, number)).deliveries).toHaveLength(2);
    }
    expect(must(checkLedger(core))).toMatchObject({ consistent: true, problems: [] });
    // Pages of the filing that was not recorded are gone; those of recorded ones are there.
    const ids = core.store.all('SELECT id FROM filings').map((row) => text(row, 'id'));
    expect(readdirSync(join(folder, 'vault')).sort()).toEqual(ids.sort());
    core.close();
  }

  it.each([
    ['draft', 0],
    ['build', 0],
    ['receipt', 0],
    ['commit', 1],
  ] as const)('in `%s` of the third: what was reported is there, and %i more', async (instant, unreported) => {
    const reported = await runUntilDead(instant, null);
    expect(reported).toHaveLength(2);
    expectWhole(reported, unreported);
  });

  it('at any other moment, again and again in the same folder', async () => {
    const reported: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      reported.push(...(await runUntilDead('', 1 + ((round * 7) % 11))));
      const core = open(folder);
      const numbers = new Set(core.store.all('SELECT number FROM filings').map((row) => text(row, 'number')));
      expect(reported.filter((number) => !numbers.has(number))).toEqual([]);
      expect(numbers.size - reported.length).toBeLessThanOrEqual(round + 1);
      expect(must(checkLedger(core))).toMatchObject({ consistent: true, problems: [] });
      core.close();
    }
  });
});
