import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepDelivering } from '../../../../main/commands/keep-delivering.ts';
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
  const outbox = keepDelivering(kiosk);
  await outbox.stop();
  const views = [old, young].map((number) => must(readFiling(core, number)));
  expect(views.map(({ forgottenAt }) => forgottenAt !== null)).toEqual([true, false]);
  // Handed to a person before its end: what could leave was not kept back.
  expect(views.map(({ deliveries }) => deliveries[0]?.handedOver)).toEqual([true, true]);
});
