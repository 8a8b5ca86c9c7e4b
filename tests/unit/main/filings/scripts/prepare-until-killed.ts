// Prepares filings one after the other and says each number once it is recorded. `instant`: where it kills itself, on the third.
import { writeSync } from 'node:fs';
import { prepare } from '../../../../../main/filings/prepare.ts';
import { draft, must, open, see } from '../kiosk.ts';

const [, , folder = '', instant = ''] = process.argv;
const core = open(folder);
const dieAt = (here: string, count: number): void => {
  if (here === instant && count === 2) process.kill(process.pid, 'SIGKILL');
};
for (let count = 0; ; count += 1) {
  const filing = draft(core, { deliveries: ['counter', 'post'] });
  dieAt('draft', count);
  const prepared = prepare(core, () => {
    dieAt('build', count);
    return {
      ...filing.preparation,
      receipt: (entry) => {
        dieAt('receipt', count);
        return filing.preparation.receipt(entry);
      },
    };
  });
  must(prepared);
  dieAt('commit', count);
  writeSync(1, `${filing.number}\n`);
  if (count % 3 === 0) must(see(core, filing.number, { kind: 'sent', channel: 'post', reference: 'R', agent: null }));
}
