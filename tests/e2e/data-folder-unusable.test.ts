import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answerOf,
  answers,
  commandLine,
  everything,
  faultOf,
  filesBelow,
  fingerprint,
  newPlace,
  type Place,
  type Run,
  recepisse,
  runLine,
} from './cli.ts';
import { drawSpecimens } from './pages.ts';

const place = newPlace('data-folder');
let filing: string[] = [];
let number = '';
let qr = '';
/** The data folder as one filing left it; each mishap starts from a copy on a disk of its own. */
let before: Record<string, string> = {};

beforeAll(async () => {
  const [first = '', second = '', third = ''] = await drawSpecimens(place.root, 3);
  const documents = ['--document', `avertissement=${first}`, '--document', `preuves=${second},${third}`];
  filing = ['file', '--procedure', 'ft-reponse-avertissement', ...documents];
  ({ number, qr } = answerOf(answers.file, await recepisse(place, ...filing)));
  before = fingerprint(place.data);
}, 120_000);
afterAll(() => place.remove());

/** Root or not: an unprivileged user maps itself to root inside its own mount namespace, which ends with the command. */
const namespace = ['unshare', ...(process.getuid?.() === 0 ? ['-m'] : ['-rm'])];

/**
 * Runs `file` with the data folder on a disk of its own: mounted, filled with what the first filing left, changed by
 * `and`; what is on it afterwards is copied out and compared with what was there before.
 */
async function fileOnDisk(
  size: string,
  and = ':',
  args: readonly string[] = filing,
  look: (left: Place, run: Run) => Promise<void> = async () => undefined,
): Promise<{ run: Run; after: Record<string, string> }> {
  const disk: Place = { ...place, data: join(place.root, 'disk'), counter: join(place.root, 'disk-guichet') };
  const left: Place = { ...place, data: join(place.root, 'left'), counter: join(place.root, 'left-guichet') };
  for (const folder of [disk.data, left.data]) mkdirSync(folder, { recursive: true });
  const script = `
    mount -t tmpfs -o size=${size},mode=0700 none "$1" && cp -a "$0/." "$1" && { ${and}; } || exit 90
    disk=$1; left=$2; shift 2
    "$@"; exit=$?
    cp -a "$disk/." "$left" && exit $exit`;
  const line = commandLine([...args, '--data', disk.data, '--json']);
  try {
    const run = await runLine(place, [...namespace, 'sh', '-c', script, place.data, disk.data, left.data, ...line]);
    const after = fingerprint(left.data);
    await look(left, run);
    return { run, after };
  } finally {
    for (const folder of [disk.data, disk.counter, left.data, left.counter])
      rmSync(folder, { recursive: true, force: true });
  }
}

/** What the store says of a filing's print; `not-printed` when none was ever begun. */
function printOf(data: string, number: string): unknown {
  const store = new DatabaseSync(join(data, 'store.sqlite'), { readOnly: true });
  try {
    const row = store
      .prepare('SELECT result FROM prints JOIN filings ON filings.id = filing WHERE number = ?')
      .get(number);
    return row?.result ?? 'not-printed';
  } finally {
    store.close();
  }
}

/** Kilobytes that a folder's files take on a tmpfs, which gives whole pages of 4. */
const kilobytesOf = (folder: string, named = ''): number =>
  filesBelow(folder)
    .filter((path) => basename(path).startsWith(named))
    .reduce((sum, path) => sum + Math.ceil(statSync(path).size / 4096) * 4, 0);

describe('a full disk', () => {
  it('wherever in the filing it comes: exit 2, disk-full, and not one byte of the filing is left', async () => {
    const used = kilobytesOf(place.data);
    // A filing takes as much again: its pages, its files, its rows, and what the write-ahead log holds meanwhile.
    const rooms = (everything ? [0.02, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] : [0.02, 0.3, 0.6, 0.9]).map(
      (part) => Math.round(used * part),
    );
    const ends: (number | null)[] = [];
    for (const room of rooms) {
      const { run, after } = await fileOnDisk(`${used + room}k`);
      ends.push(run.exit);
      expect(faultOf(run)).toEqual({ code: 'disk-full', message: expect.stringMatching(/disk.*full/) as string });
      expect(after).toEqual(before);
    }
    // The same with room: it is the disk that refused, nothing else.
    const { run, after } = await fileOnDisk(`${used * 3}k`);
    expect(answerOf(answers.file, run).ledgerIndex).toBeGreaterThan(0);
    expect(after['store.sqlite']).not.toBe(before['store.sqlite']);
  }, 180_000);

  it('at the very end of the filing: what was answered is what is recorded, print included', async () => {
    // Until it is recorded, the pages lie there beside the files they are packed into.
    const vault = join(place.data, 'vault');
    const pages = kilobytesOf(vault) + kilobytesOf(vault, 'file');
    const printed = new Set<string>();
    let refusals = 0;
    for (let room = 60; room <= 84; room += everything ? 2 : 8) {
      const { run, after } = await fileOnDisk(
        `${kilobytesOf(place.data) + pages + room}k`,
        ':',
        filing,
        async (left, run) => {
          const ledger = answerOf(answers.ledger, await recepisse(left, 'ledger', '--check'));
          expect(ledger.consistent).toBe(true);
          if (run.exit !== 0) return;
          const filed = answerOf(answers.file, run);
          expect(answerOf(answers.status, await recepisse(left, 'status', filed.number)).state).toBe('prepared');
          expect({ room, printed: filed.printed }).toEqual({ room, printed: printOf(left.data, filed.number) });
          printed.add(filed.printed);
        },
      );
      if (run.exit !== 0) {
        expect(faultOf(run).code).toBe('disk-full');
        expect(after).toEqual(before);
        refusals += 1;
      }
    }
    expect(refusals).toBeGreaterThan(0);
    // Once it is recorded, the pages beside the files go: what they leave is room enough for the print.
    expect([...printed]).toEqual(['printed']);
  }, 180_000);

  it('so full that the kiosk cannot even start: the same', async () => {
    const { run, after } = await fileOnDisk('16m', 'head -c 20000000 /dev/zero > "$1/ballast" 2>/dev/null; true');
    expect(faultOf(run).code).toBe('disk-full');
    const { ballast: _, ...kept } = after;
    expect(kept).toEqual(before);
  });
});

describe('a folder that cannot be written', () => {
  it('because its disk is read-only', async () => {
    const { run, after } = await fileOnDisk('16m', 'mount -o remount,ro "$1"');
    expect(faultOf(run)).toEqual({
      code: 'data-read-only',
      message: expect.stringMatching(/cannot be written/) as string,
    });
    expect(after).toEqual(before);
  });

  it('because copies were asked for on a read-only disk', async () => {
    const readOnly = join(place.root, 'read-only');
    mkdirSync(readOnly);
    const { run, after } = await fileOnDisk('16m', `mount -t tmpfs -o ro none "${readOnly}"`, [
      ...filing,
      '--out',
      readOnly,
    ]);
    expect(faultOf(run)).toEqual({
      code: 'out-not-writable',
      message: expect.stringMatching(/another --out/) as string,
    });
    expect(after).toEqual(before);
  });

  it('because a file stands in its place', async () => {
    const file = join(place.root, 'a-file');
    writeFileSync(file, 'not ours');
    for (const data of [file, join(file, 'below')]) {
      expect(faultOf(await recepisse({ ...place, data }, ...filing)).code).toBe('data-unreachable');
    }
    expect(readFileSync(file, 'utf8')).toBe('not ours');
  });
});

describe('a folder that a running kiosk holds', () => {
  it('every command that needs it says busy, verify does not need it, and after the kiosk all goes on', async () => {
    const [command = '', ...args] = commandLine(['start', '--host', 'none', '--data', place.data, '--json']);
    const kiosk = spawn(command, args, { env: { PATH: process.env.PATH, HOME: place.home, TMPDIR: place.tmp } });
    try {
      const [said] = (await once(kiosk.stdout, 'data')) as [Buffer];
      expect(JSON.parse(String(said))).toMatchObject({ ledger: 2, waiting: 1, demo: true });
      for (const asked of [
        filing,
        ['ledger'],
        ['outbox'],
        ['status', number],
        ['withdraw', number],
        ['start', '--host', 'none'],
      ]) {
        expect(faultOf(await recepisse(place, ...asked))).toEqual({
          code: 'busy',
          message: expect.stringMatching(/Another process/) as string,
        });
      }
      expect(answerOf(answers.verify, await recepisse(place, 'verify', qr)).valid).toBe(true);
    } finally {
      kiosk.kill('SIGTERM');
      expect(await once(kiosk, 'exit')).toEqual([0, null]);
    }
    // A kiosk that runs counts how long things are kept: of the store, what it says is compared, not its bytes.
    const { 'store.sqlite': _, ...files } = fingerprint(place.data);
    const { 'store.sqlite': __, ...filesBefore } = before;
    expect(files).toEqual(filesBefore);
    expect(answerOf(answers.ledger, await recepisse(place, 'ledger', '--check'))).toMatchObject({
      size: 2,
      consistent: true,
    });
    expect(answerOf(answers.status, await recepisse(place, 'status', number))).toMatchObject({
      states: [{ state: 'prepared' }],
      deliveries: [{ channel: 'counter', state: 'queued' }],
    });
  });
});
