// A process of its own for changed hosts: some of them hang, or call themselves for ever.
import { loadHost } from '../checklist/host.ts';
import { firstBroken } from '../checklist/items.ts';
import { type Trial, unloaded } from './try-hosts.ts';

let threw = false;
for (const event of ['unhandledRejection', 'uncaughtException'])
  process.on(event, () => {
    threw = true;
  });
process.on('message', async ({ folder, preload, among }: Trial) => {
  const host = await loadHost(folder).catch(() => null);
  threw = false;
  const broken = host === null ? unloaded : await firstBroken(host, preload, new RegExp(among));
  process.send?.({ broken: broken ?? (threw ? 'it throws' : null) });
});
process.on('disconnect', () => process.exit(0));
