import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageImages } from '../../main/pages/page-images.ts';
import {
  answerOf,
  answers,
  commandLine,
  everything,
  filesBelow,
  newPlace,
  pathsOf,
  type Run,
  runLine,
  writeBundle,
} from './cli.ts';
import { drawSpecimens } from './pages.ts';
import { base64Of, find, findPages, type Needle, piecesOf, spellingsOf } from './traces.ts';

const place = newPlace('nothing-readable');
const inputs = join(place.root, 'inputs');
const planted = {
  name: 'Zébulon Quetzalcóatl-Œuvrard',
  address: '17 impasse des Épinettes',
  date: '2026-03-17',
  reference: 'RÉF-Xyzzy-4711',
} as const;
/** What must never be on the disk, and, apart, what must not be said either. */
const unsaid = [
  ...spellingsOf('name', planted.name),
  ...spellingsOf('one word of the name', 'Quetzalcóatl'),
  ...spellingsOf('address', planted.address),
  ...spellingsOf('date', planted.date),
];
const unwritten = [...unsaid, ...spellingsOf('reference', planted.reference)];

/** Root or not: an unprivileged user maps itself to root inside its own mount namespace. */
const namespace = ['unshare', ...(process.getuid?.() === 0 ? ['-m'] : ['-rm'])];
const left = join(place.root, 'left-in-memory');

/** Runs a command with a /dev/shm of its own, and lists what is in it once the command has ended. */
async function alone(...line: string[]): Promise<Run & { readonly inMemory: string }> {
  const script = 'mount -t tmpfs none /dev/shm && { "$@"; exit=$?; find /dev/shm -mindepth 1 > "$0"; exit $exit; }';
  const run = await runLine(place, [...namespace, 'sh', '-c', script, left, ...line]);
  return { ...run, inMemory: readFileSync(left, 'utf8') };
}

const said: Run[] = [];
/** A command of the product: nothing of it stays in memory, in the temporary folder or at home. */
async function command(...args: string[]): Promise<Run> {
  const run = await alone(...commandLine([...args, '--data', place.data, '--bundle', bundle, '--json']));
  said.push(run);
  expect({ inMemory: run.inMemory, tmp: filesBelow(place.tmp), home: filesBelow(place.home) }).toEqual({
    inMemory: '',
    tmp: [],
    home: [],
  });
  return run;
}

let bundle = '';
let pieces: Needle[] = [];
type Filed = ReturnType<typeof answers.file.parse>;
const filings: Filed[] = [];
const [first, second] = [0, 1].map((rank) => (): Filed => {
  const filed = filings[rank];
  if (!filed) throw new Error('not filed');
  return filed;
}) as [() => Filed, () => Filed];

beforeAll(async () => {
  mkdirSync(inputs);
  bundle = writeBundle(place, 'with-a-field.json', {});
  plantField(join(place.root, 'catalog/procedures.fr.json'));
  const [jpeg = '', other = '', third = ''] = await drawSpecimens(inputs, 3);
  const [png, tiff] = [join(inputs, 'page.png'), join(inputs, 'page.tif')];
  await sharp(other).resize(827).png().toFile(png);
  await sharp(third).resize(827).tiff({ compression: 'lzw' }).toFile(tiff);
  const fields = Object.entries({
    deposant: planted.name,
    adresse_test: planted.address,
    reception_avertissement: planted.date,
  });
  const base = [
    'file',
    '--procedure',
    'ft-reponse-avertissement',
    ...fields.flatMap(([key, value]) => ['--field', `${key}=${value}`]),
  ];
  // Copies are made apart: their pages are what is looked for.
  const filed = answerOf(
    answers.file,
    await command(
      ...base,
      '--document',
      `avertissement=${jpeg}`,
      '--document',
      `preuves=${png},${tiff}`,
      '--out',
      place.out,
    ),
  );
  filings.push(filed);
  const documents = pathsOf(filed).documents;
  const [letter = ''] = readdirSync(documents).map((name) => join(documents, name));
  // The second: a PDF as it comes from another kiosk, and a page from the scanner.
  const again = [
    ...base,
    '--document',
    `avertissement=${letter}`,
    '--document',
    'preuves=scan:1',
    '--scanner',
    'virtual:',
  ];
  filings.push(answerOf(answers.file, await command(...again)));
  pieces = await piecesOfAll([jpeg, png, tiff, ...filesBelow(documents)], pathsOf(filed));
}, 180_000);
afterAll(() => place.remove());

/** Gives the procedure a free text that the counter may carry: the demonstration's catalogue has only dates there. */
function plantField(path: string): void {
  const catalogue = JSON.parse(readFileSync(path, 'utf8')) as
    | { id: string; champs: object[] }[]
    | { procedures: { id: string; champs: object[] }[] };
  const procedures = Array.isArray(catalogue) ? catalogue : catalogue.procedures;
  const field = { code: 'adresse_test', libelle: 'Adresse', type: 'adresse', canaux: ['counter'], exigePar: [] };
  procedures.find(({ id }) => id === 'ft-reponse-avertissement')?.champs.push(field);
  writeFileSync(path, JSON.stringify(catalogue));
}

/** Pieces of every page as it came, as it was delivered, and as it was printed; and the salts, which would let a guess be tried. */
async function piecesOfAll(files: readonly string[], copies: ReturnType<typeof pathsOf>): Promise<Needle[]> {
  const found: Needle[] = [];
  for (const path of files) {
    const bytes = readFileSync(path);
    found.push(...piecesOf(path, bytes));
    const images = path.endsWith('.pdf') ? await pageImages(bytes) : null;
    if (images?.ok) for (const image of images.value) found.push(...piecesOf(`an image of ${path}`, image));
  }
  found.push(...piecesOf('ticket', readFileSync(copies.escpos)), ...piecesOf('A4', readFileSync(copies.pdf)));
  const { salts } = JSON.parse(readFileSync(copies.receipt, 'utf8')) as { salts: Record<string, string> };
  for (const [name, salt] of Object.entries(salts)) {
    const bytes = Buffer.from(salt, 'base64url');
    for (const spelled of [bytes, Buffer.from(bytes.toString('hex')), ...base64Of(bytes)])
      found.push({ name: `salt ${name}`, bytes: spelled });
  }
  return found;
}

/** The raw data folder, database and write-ahead log included, the desk's packets, and everything a command may write to. */
const disk = [place.data, place.counter, place.tmp, place.home];
const traces = (): string[] => [...find([...unwritten, ...pieces], ...disk), ...findPages(...disk)];

it('the search itself finds what is there', () => {
  const decoy = join(place.root, 'decoy');
  mkdirSync(decoy);
  for (const [i, { bytes }] of unwritten.entries())
    writeFileSync(join(decoy, `${i}`), Buffer.concat([Buffer.alloc(i % 5, 65), bytes, Buffer.alloc(3)]));
  expect(new Set(find(unwritten, decoy).map((found) => found.split(': ').at(-1))).size).toBe(unwritten.length);
  const middle = Buffer.from(`xx${planted.name}yy`).toString('base64');
  expect(unwritten.some(({ bytes }) => middle.includes(bytes.toString()))).toBe(true);
  // And in what the visitor asked to keep, there it is.
  expect(find(pieces, place.out).length).toBeGreaterThan(20);
  expect(findPages(place.out, inputs).length).toBeGreaterThan(5);
});

describe('after two filings', () => {
  it('no name, field, reference, page or salt stands anywhere below the data folder, beside it, or in temporary places', () => {
    expect(pieces.length).toBeGreaterThan(60);
    expect(filesBelow(place.data).length).toBeGreaterThan(15);
    expect(traces()).toEqual([]);
  });

  it('nor after what people observed of them', async () => {
    answerOf(answers.status, await command('confirm', first().number, '--channel', 'counter', '--reference', 'A1'));
    answerOf(
      answers.status,
      await command(
        'acknowledge',
        first().number,
        '--number',
        planted.reference,
        '--date',
        new Date().toISOString().slice(0, 10),
      ),
    );
    answerOf(answers.outbox, await command('outbox'));
    expect(traces()).toEqual([]);
  });

  it('no command says a name or a field, on either stream', () => {
    expect(said.length).toBeGreaterThan(4);
    const words = Buffer.from(said.map(({ stdout, stderr }) => stdout + stderr).join('\n'));
    expect(unsaid.filter(({ bytes }) => words.includes(bytes)).map(({ name }) => name)).toEqual([]);
  });
});

describe('after a filing is forgotten', () => {
  it('its wrapped key, its sealed rows and its sealed pages stand nowhere any more; the other filing’s do', async () => {
    const [gone, kept] = [secretsOf(first().number), secretsOf(second().number)];
    expect(gone.length).toBeGreaterThan(15);
    expect(namesFound(gone)).toEqual(namesOf(gone));
    expect(answerOf(answers.status, await command('forget', first().number)).forgotten).toBe(true);
    expect(find(gone, place.data, place.tmp, place.home)).toEqual([]);
    expect(namesFound(kept)).toEqual(namesOf(kept));
    expect(traces()).toEqual([]);
    expect(answerOf(answers.ledger, await command('ledger', '--check')).consistent).toBe(true);
  });
});

const namesOf = (needles: readonly Needle[]): string[] => [...new Set(needles.map(({ name }) => name))].sort();
const namesFound = (needles: readonly Needle[]): string[] =>
  [...new Set(find(needles, place.data).map((found) => found.split(': ')[0] ?? ''))].sort();

/** Everything that only this filing's ciphertext is made of, read while no kiosk runs. */
function secretsOf(number: string): Needle[] {
  const store = new DatabaseSync(join(place.data, 'store.sqlite'), { readOnly: true });
  try {
    const where = 'WHERE filing = (SELECT id FROM filings WHERE number = ?)';
    const blobs = [
      ...store.prepare(`SELECT 'wrapped key' AS name, wrapped AS bytes FROM filing_keys ${where}`).all(number),
      ...store.prepare(`SELECT kind || ' ' || idx AS name, bytes FROM sealed ${where}`).all(number),
    ];
    const rows = blobs.flatMap(({ name, bytes }) =>
      // SQLite spreads a long value over pages: its first bytes stay together.
      bytes instanceof Uint8Array ? [{ name: String(name), bytes: Buffer.from(bytes.subarray(0, 48)) }] : [],
    );
    const id = store.prepare('SELECT id FROM filings WHERE number = ?').get(number)?.id;
    const folder = join(place.data, 'vault', String(id));
    const sealed = readdirSync(folder).flatMap((name) => piecesOf(name, readFileSync(join(folder, name))));
    return [...rows, ...sealed];
  } finally {
    store.close();
  }
}

const quoted = (line: readonly string[]): string => line.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');

describe('killed in the middle of a visit', () => {
  it('nothing readable is on the disk, and the next start wipes what was in memory', async () => {
    const [letter = ''] = filesBelow(inputs);
    const documents = [
      '--document',
      `avertissement=${letter}`,
      '--document',
      'preuves=scan:2',
      '--scanner',
      'virtual:',
    ];
    const file = [
      'file',
      '--procedure',
      'ft-reponse-avertissement',
      ...documents,
      '--field',
      `deposant=${planted.name}`,
    ];
    const where = ['--data', place.data, '--bundle', bundle, '--json'];
    const lost = join(place.root, 'lost-in-memory');
    for (const seconds of everything ? [0, 0.2, 0.4, 0.6, 0.8, 1, 1.3, 1.6] : [0.1, 0.7]) {
      // Killed so long after its folder in memory appeared; then, in the same memory, the next start.
      const script = `
        ${quoted(commandLine([...file, ...where]))} >/dev/null 2>&1 & visit=$!
        until ls /dev/shm | grep -q .; do sleep 0.02; kill -0 $visit || exit 91; done
        sleep ${seconds}; kill -9 $visit; wait $visit 2>/dev/null
        ls /dev/shm > '${lost}'
        exec ${quoted(commandLine(['ledger', '--check', ...where]))}`;
      const run = await alone('sh', '-c', script);
      expect(answerOf(answers.ledger, run).consistent).toBe(true);
      expect(readFileSync(lost, 'utf8')).toMatch(/^recepisse-/);
      expect(run.inMemory).toBe('');
    }
    expect(traces()).toEqual([]);
  }, 120_000);
});
