import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepDelivering } from '../../../../main/commands/keep-delivering.ts';
import { endLivesHourly } from '../../../../main/commands/lives.ts';
import { text } from '../../../../main/filings/row.ts';
import { openSealer, readFiling } from '../../../../main/filings/transitions.ts';
import { type Kiosk, openKiosk } from '../../../../main/kiosk.ts';
import { observeWithReceipt } from '../../../../main/visits/next-receipt.ts';
import { recordFiling } from '../../../faults/outbox-filing.ts';
import { must, newFolder, removeFolder } from '../filings/kiosk.ts';

let home: string;
let kiosk: Kiosk;
beforeEach(async () => {
  home = newFolder();
  kiosk = must(await openKiosk({ data: join(home, 'data'), bundle: null }));
});
afterEach(() => {
  kiosk.close();
  removeFolder(home);
});

it('at its start a kiosk first sends what can leave, then ends what is over', async () => {
  const { core, bundle } = kiosk;
  const [old, young, left] = [0, 1, 2].map(() => recordFiling(core, ['post'])) as [string, string, string];
  must(observeWithReceipt(core, left, { kind: 'sent', channel: 'post', reference: 'R', agent: null }, 'unknown'));
  const idOf = (number: string): string =>
    text(core.store.get('SELECT id FROM filings WHERE number = ?', number) ?? {}, 'id');
  must(core.vault.put(must(openSealer(core, left)), 'evidence', 1, new Uint8Array(8)));
  const lived = bundle.retention.undeliveredMaxDays * 86_400;
  const counted = 'INSERT INTO lives (filing, lived, quiet, rank, ending) VALUES (?, ?, ?, ?, ?)';
  core.store.run(counted, idOf(old), lived, 0, 0, 7 * 86_400);
  core.store.run(counted, idOf(young), lived - 1_000, 0, 1, 6 * 86_400);
  core.store.run(counted, idOf(left), 0, bundle.retention.originalsMaxDays * 86_400, 3, null);
  const inVault = (number: string): string[] => {
    const path = join(home, 'data/vault', idOf(number));
    return existsSync(path) ? readdirSync(path).sort() : [];
  };
  const whole = ['file-0000', 'page-0000'];
  expect([old, young, left].map(inVault)).toEqual([whole, whole, ['evidence-0001', ...whole]]);
  const outbox = keepDelivering(kiosk);
  await new Promise<void>((resolve) => outbox.onRound(resolve));
  await outbox.stop();
  const views = [old, young].map((number) => must(readFiling(core, number)));
  expect(views.map(({ forgottenAt }) => forgottenAt !== null)).toEqual([true, false]);
  // Handed to a person before its end: what could leave was not kept back.
  expect(views.map(({ deliveries }) => deliveries[0]?.handedOver)).toEqual([true, true]);
  // Overwritten beside the kiosk, which does not wait for it.
  await vi.waitUntil(() => inVault(old).length + inVault(left).length === 1, { timeout: 20_000 });
  expect([old, young, left].map(inVault)).toEqual([[], whole, ['evidence-0001']]);
});

it('a hundred and twenty filings end at once: some at a time, the screens in between, and all of them', async () => {
  const { core, bundle } = kiosk;
  for (let i = 0; i < 120; i += 1) recordFiling(core, ['post']);
  core.store.run(`INSERT INTO lives (filing, lived, quiet, rank, ending)
    SELECT id, ${bundle.retention.undeliveredMaxDays * 86_400}, 0, 0, ${7 * 86_400} FROM filings`);
  const living = (): unknown => core.store.get('SELECT count(*) AS n FROM filing_keys')?.n;
  const seen: unknown[] = [];
  const look = endLivesHourly(core, bundle, () => 0)();
  while (living() !== 0) {
    if (seen.at(-1) !== living()) seen.push(living());
    await new Promise((resolve) => setImmediate(resolve));
  }
  await look;
  expect(seen).toEqual([70, 20]);
});

it('lives are looked at once an hour, however often the outbox is', () => {
  const { core, bundle } = kiosk;
  recordFiling(core, ['post']);
  let now = 5_000;
  const look = endLivesHourly(core, bundle, () => now);
  const looks = (): unknown => core.store.get('SELECT seen_at FROM life_clock')?.seen_at ?? null;
  expect(looks()).toBeNull();
  look();
  const first = looks();
  core.store.run('UPDATE life_clock SET seen_at = 1');
  now += 3_599_999;
  look();
  expect([typeof first, looks()]).toEqual(['number', 1]);
  now += 1;
  core.store.run('DELETE FROM life_clock');
  look();
  expect(typeof looks()).toBe('number');
});
