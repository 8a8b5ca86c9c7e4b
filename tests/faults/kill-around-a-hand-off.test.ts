import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliverDue } from '../../main/channels/deliver.ts';
import { checkLedger } from '../../main/filings/check.ts';
import { readFiling } from '../../main/filings/transitions.ts';
import { must, newFolder, open, removeFolder } from '../unit/main/filings/kiosk.ts';

const script = join(import.meta.dirname, 'scripts/deliver-until-killed.ts');

/** Instant; then state and copies after the next starts, with a receiver that recognises its keys and with one that does not. */
const table = [
  ['before the start is recorded', ['sent', 1], ['sent', 1]],
  ['after the start is recorded', ['sent', 1], ['unknown', 0]],
  ['after the receiver took it', ['sent', 1], ['unknown', 1]],
  ['before the answer is recorded', ['sent', 1], ['unknown', 1]],
  ['right after the record', ['sent', 1], ['sent', 1]],
] as const;

describe('kill -9 around a hand-off, truly', () => {
  let home: string;
  beforeEach(() => {
    home = newFolder();
  });
  afterEach(() => removeFolder(home));

  it.each(
    table.flatMap(([instant, recognised, forgotten]) => [
      { instant, recognises: true, told: recognised },
      { instant, recognises: false, told: forgotten },
    ]),
  )('$instant (recognises: $recognises): $told', async ({ instant, recognises, told }) => {
    const [folder, file] = [join(home, 'data'), join(home, 'receiver')];
    const args = [script, folder, file, recognises ? 'yes' : 'no', instant];
    const { signal, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect([signal, stderr]).toEqual(['SIGKILL', '']);
    const held = (): string[] => (existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []);

    for (let starts = 0; starts < 2; starts += 1) {
      const core = open(folder);
      must(
        await deliverDue({
          core,
          counter: { folder: '', dataFolder: '', recipient: '' },
          timeoutMs: 10_000,
          clockState: () => 'unknown',
          carriers: () => ({
            idempotent: recognises,
            handOff: async ({ idempotencyKey: key }) => {
              if (!(recognises && held().includes(key))) appendFileSync(file, `${key}\n`);
              return { state: 'sent', reference: 'R-1', next: 'none', fault: null };
            },
          }),
        }),
      );
      const filing = must(readFiling(core, stdout.trim()));
      expect([filing.deliveries[0]?.state, held().length]).toEqual(told);
      expect(filing.deliveries[0]?.underWay).toBe(false);
      expect(must(checkLedger(core))).toMatchObject({ problems: [], head: { size: 2 } });
      core.close();
    }
  });
});
