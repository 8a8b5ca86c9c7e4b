import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { endLives } from '../../../../main/filings/end-lives.ts';
import { outlookOf, urgentDeliveries } from '../../../../main/filings/outlook.ts';
import { migrations } from '../../../../main/filings/schema.ts';
import { must, newFolder, open, removeFolder, TestClock } from './kiosk.ts';

let home: string;
beforeEach(() => {
  home = newFolder();
});
afterEach(() => removeFolder(home));

const retention = { receiptReprintDays: 30, undeliveredMaxDays: 30, originalsMaxDays: 30 };
const desk = { department: '59', timeZone: 'Europe/Paris' };

it.each(migrations.slice(0, -1).map((_, i) => i + 1))(
  'a store of version %i is brought up: what waited still waits, without a deadline, and its life begins now',
  (version) => {
    const folder = join(home, 'data');
    mkdirSync(folder, { mode: 0o700 });
    const old = new DatabaseSync(join(folder, 'store.sqlite'));
    for (const sql of migrations.slice(0, version)) old.exec(sql);
    old.exec(`
      PRAGMA user_version = ${version};
      INSERT INTO filings (id, number, procedure, state, prepared_at, manifest_hash, pages)
        VALUES ('f0000000', 'K7P2-9QXM-4', 'p', 'prepared', 1000, zeroblob(32), 3);
      INSERT INTO deliveries (filing, channel, state, idempotency_key, next_at) VALUES ('f0000000', 'post', 'queued', 'k', 1000);`);
    old.close();

    const clock = new TestClock();
    const core = open(folder, clock);
    try {
      must(endLives(core, retention, 'synchronised'));
      clock.advance(3_600);
      expect(must(endLives(core, retention, 'synchronised'))).toMatchObject({ ended: [], pagesEnded: [] });
      expect(must(urgentDeliveries({ core, retention, desk }))).toMatchObject([
        { number: 'K7P2-9QXM-4', channel: 'post', outlook: { due: null, warning: 'none' } },
      ]);
      expect(outlookOf({ core, retention, desk }, 'none')).toMatchObject({ due: null, endsOn: null });
    } finally {
      core.close();
    }
  },
);
