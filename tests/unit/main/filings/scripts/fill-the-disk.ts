// On a small disk: records until the disk is full, then frees room and looks at what is there. One JSON line per result.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkLedger } from '../../../../../main/filings/check.ts';
import { dataFaultOf } from '../../../../../main/filings/data-fault.ts';
import { prepare } from '../../../../../main/filings/prepare.ts';
import { draft, must, open, record } from '../kiosk.ts';

const disk = process.argv[2] ?? '';
const say = (value: unknown): boolean => process.stdout.write(`${JSON.stringify(value)}\n`);
const core = open(join(disk, 'data'));
const count = (): number => core.store.all('SELECT id FROM filings').length;
for (let i = 0; i < 5; i += 1) record(core);
const waiting = Array.from({ length: 3 }, () => draft(core));

// Fills to the last byte: tmpfs gives whole pages.
const ballast = join(disk, 'ballast');
for (let size = 2 ** 20; size >= 1; size /= 2) {
  try {
    for (;;) writeFileSync(ballast, new Uint8Array(size), { flag: 'a' });
  } catch (error) {
    if (dataFaultOf(error)?.code !== 'disk-full') throw error;
  }
}
const codes: string[] = [];
for (const filing of waiting) {
  // A write-ahead log has room left in its file until it grows: go on until the disk refuses.
  const prepared = prepare(core, () => ({ ...filing.preparation, record: new Uint8Array(600_000) }));
  codes.push(prepared.ok ? 'recorded' : prepared.fault.code);
}
const put = core.vault.put((waiting[0] ?? draft(core)).preparation.sealer, 'page', 1, new Uint8Array(600_000));
say({
  prepared: codes,
  put: put.ok ? 'ok' : put.fault.code,
  filings: count(),
  consistent: must(checkLedger(core)).consistent,
});

rmSync(ballast);
must(prepare(core, () => (waiting[0] ?? draft(core)).preparation));
say({ filings: count(), consistent: must(checkLedger(core)).consistent });
core.close();
const again = open(join(disk, 'data'));
say({ filings: again.store.all('SELECT id FROM filings').length, consistent: must(checkLedger(again)).consistent });
again.close();
