// Records one filing, hands it off to a receiver that is a file, and kills itself at `instant`. What the receiver took is a line of that file.
import { appendFileSync, writeSync } from 'node:fs';
import { deliverDue } from '../../../main/channels/deliver.ts';
import { must, open } from '../../unit/main/filings/kiosk.ts';
import { recordFiling } from '../outbox-filing.ts';

const [, , folder = '', receiver = '', idempotent = '', instant = ''] = process.argv;
const core = open(folder);
writeSync(1, `${recordFiling(core, ['https'])}\n`);
const dieAt = (here: string): void => {
  if (here === instant) process.kill(process.pid, 'SIGKILL');
};
must(
  await deliverDue({
    core,
    counter: { folder: '', dataFolder: '', recipient: '' },
    timeoutMs: 10_000,
    carriers: () => {
      dieAt('before the start is recorded');
      return {
        idempotent: idempotent === 'yes',
        handOff: async ({ idempotencyKey }) => {
          dieAt('after the start is recorded');
          appendFileSync(receiver, `${idempotencyKey}\n`, { flush: true });
          dieAt('after the receiver took it');
          return { state: 'sent', reference: 'R-1', next: 'none', fault: null };
        },
      };
    },
    clockState: () => {
      dieAt('before the answer is recorded');
      return 'unknown';
    },
  }),
);
dieAt('right after the record');
