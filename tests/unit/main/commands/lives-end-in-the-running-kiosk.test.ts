import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepDelivering } from '../../../../main/commands/keep-delivering.ts';
import { endLivesHourly } from '../../../../main/commands/lives.ts';
import { text } from '../../../../main/filings/row.ts';
import { readFiling } from '../../../../main/filings/transitions.ts';
import { type Kiosk, openKiosk } from '../../../../main/kiosk.ts';
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
  const [old, young] = [recordFiling(core, ['post']), recordFiling(core, ['post'])];
  const lived = bundle.retention.undeliveredMaxDays * 86_400;
  for (const [number, seconds] of [
    [old, lived],
    [young, lived - 1_000],
  ] as const) {
    const id = text(core.store.get('SELECT id FROM filings WHERE number = ?', number) ?? {}, 'id');
    core.store.run('INSERT INTO lives (filing, lived, quiet, rank) VALUES (?, ?, 0, 0)', id, seconds);
  }
  const folders = (): number => readdirSync(join(home, 'data/vault')).length;
  expect(folders()).toBe(2);
  const outbox = keepDelivering(kiosk);
  await outbox.stop();
  const views = [old, young].map((number) => must(readFiling(core, number)));
  expect(views.map(({ forgottenAt }) => forgottenAt !== null)).toEqual([true, false]);
  // Handed to a person before its end: what could leave was not kept back.
  expect(views.map(({ deliveries }) => deliveries[0]?.handedOver)).toEqual([true, true]);
  // Overwritten beside the kiosk, which does not wait for it.
  await vi.waitUntil(() => folders() === 1, { timeout: 20_000 });
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
