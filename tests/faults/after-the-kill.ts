import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { deliverDue } from '../../main/channels/deliver.ts';
import type { Command } from '../../main/commands/command.ts';
import { fileCommand } from '../../main/commands/file.ts';
import { ledgerCommand } from '../../main/commands/ledger.ts';
import { statusCommand } from '../../main/commands/status.ts';
import { text } from '../../main/filings/row.ts';
import { type Kiosk, openKiosk } from '../../main/kiosk.ts';
import { type Packet, readCounter } from './counter-folder.ts';
import { type Desk, fileArgs } from './desk.ts';
import { expectWholeFiling } from './whole-filing.ts';

/** What is known of a run that was killed. */
export interface Killed {
  readonly desk: Desk;
  /** Numbers that this run, or one before it, said were recorded. */
  readonly said: readonly string[];
  /** Pids of the kiosk's own process in the killed runs. */
  readonly cores: readonly number[];
}

/** What a restart finds, for the test to count. */
export interface Found {
  readonly numbers: readonly string[];
  /** A visit's folder with something in it was left in memory. */
  readonly leftPages: boolean;
}

/** Longer than the first waits of the outbox: what is queued is due. */
const laterMs = 24 * 3600 * 1000;
/** Nothing listens there: paper is not what these tests are about. */
const noPrinter = 'tcp://127.0.0.1:9';

/** Everything promises 1, 2 and 5 say of the next start, held against a desk whose kiosk was killed. */
export async function expectRecovered({ desk, said, cores }: Killed): Promise<Found> {
  const left = visitFolders(cores);
  const before = readCounter(desk.counter);

  expect(await ask(ledgerCommand, '--check', '--data', desk.data)).toMatchObject({ consistent: true, problems: [] });
  expect(visitFolders(cores), 'visit folders in memory after a start').toEqual([]);
  const numbers = await readNumbers(desk);
  expect(numbers, 'a filing that was reported is missing').toEqual(expect.arrayContaining([...said]));
  const unknown = [...before.packets.keys()].filter((number) => !numbers.includes(number));
  expect(unknown, 'packets of filings that were never recorded').toEqual([]);
  for (const number of numbers) {
    expect(await ask(statusCommand, number, '--data', desk.data)).toMatchObject({ number, pages: 2 });
  }

  const recovered = await recover(desk);
  expect([...recovered.packets.keys()].sort()).toEqual([...numbers].sort());
  for (const [number, { inode, sha256, index }] of before.packets) {
    const now = recovered.packets.get(number);
    expect(now, 'a packet that stood was written again').toMatchObject({ inode, sha256, index: index ?? now?.index });
  }
  const state = await describe(desk);
  expect(await recover(desk), 'a second recovery changed the counter').toEqual(recovered);
  expect(await describe(desk), 'a second recovery changed the data').toEqual(state);

  const next = (await ask(fileCommand, ...fileArgs(desk, noPrinter))) as { readonly number: string };
  expect(numbers).not.toContain(next.number);
  const after = await recover(desk);
  expect([...after.packets.keys()].sort()).toEqual([...numbers, next.number].sort());
  for (const [number, packet] of recovered.packets) expect(after.packets.get(number)).toEqual(packet);
  return { numbers, leftPages: left.some(({ files }) => files > 0) };
}

/** A start: the sweep, the outbox, and each filing opened whole. Gives what the receiver then has. */
async function recover(desk: Desk): Promise<{ readonly packets: ReadonlyMap<string, Packet> }> {
  await withOpen(desk, async ({ core, counter, bundle }) => {
    // Cut again, a delivery waits like after any failed attempt: a second look comes after the longest wait.
    for (const waitedMs of [laterMs, 2 * laterMs]) {
      const later = { ...core, clock: () => new Date(core.clock().getTime() + waitedMs) };
      const delivered = await deliverDue({ core: later, counter, timeoutMs: bundle.limits.deadlines.counterMs });
      expect(delivered.ok && delivered.value.filter(({ next }) => next !== 'person')).toEqual([]);
    }
  });
  const found = readCounter(desk.counter);
  expect(found.others, 'left in the counter’s folder').toEqual(['packets.key']);
  await withOpen(desk, async ({ core }) => {
    for (const number of numbersOf(core)) await expectWholeFiling(core, number, desk);
    const ids = core.store.all('SELECT id FROM filings').map((row) => text(row, 'id'));
    expect(readdirSync(join(desk.data, 'vault')).sort(), 'folders of the vault').toEqual(ids.sort());
    expect(readdirSync(join(desk.data, 'keys')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    const prints = core.store.all('SELECT filing FROM prints WHERE duplicate = 0').map((row) => text(row, 'filing'));
    expect(prints.length, 'receipts printed as the first').toBe(new Set(prints).size);
  });
  return found;
}

const readNumbers = async (desk: Desk): Promise<string[]> => withOpen(desk, async ({ core }) => numbersOf(core));

const numbersOf = ({ store }: Kiosk['core']): string[] =>
  store.all('SELECT number FROM filings ORDER BY rowid').map((row) => text(row, 'number'));

/** Every row of the store, and the files of vault and keys. */
const describe = (desk: Desk): Promise<unknown> =>
  withOpen(desk, async ({ core: { store } }) => ({
    rows: store
      .all("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .map((table) => [text(table, 'name'), store.all(`SELECT * FROM ${text(table, 'name')}`)]),
    files: ['vault', 'keys'].map((name) => readdirSync(join(desk.data, name), { recursive: true }).sort()),
  }));

async function withOpen<T>(desk: Desk, work: (kiosk: Kiosk) => Promise<T>): Promise<T> {
  const kiosk = await openKiosk({ data: desk.data, bundle: null });
  if (!kiosk.ok) throw new Error(`does not open: ${JSON.stringify(kiosk.fault)}`);
  try {
    return await work(kiosk.value);
  } finally {
    kiosk.value.close();
  }
}

/** What a command answers as JSON; a fault of it fails the test. */
async function ask(command: Command, ...args: string[]): Promise<object | null> {
  const outcome = await command([...args, ...(args.includes('--json') ? [] : ['--json'])]);
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.fault)}`);
  expect(outcome.value.exit, JSON.stringify(outcome.value.json)).toBe(0);
  return outcome.value.json;
}

/** Folders in memory that carry one of these pids as their owner's. */
function visitFolders(pids: readonly number[]): { readonly name: string; readonly files: number }[] {
  const isTheirs = (name: string): boolean => pids.some((pid) => new RegExp(`^recepisse-\\d+-${pid}-`).test(name));
  return readdirSync('/dev/shm')
    .filter(isTheirs)
    .map((name) => ({ name, files: readdirSync(join('/dev/shm', name), { recursive: true }).length }));
}
