import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { filesBelow, type Place } from '../cli.ts';

/** What a kiosk may keep on its disk, file by file: each is parsed, and what is not as it says here is reported. */

const pem = /^(-----BEGIN ([A-Z ]+)-----\n[\w+/=\n]+-----END \2-----\n)+$/;
const ageFile = 'age-encryption.org/v1\n';
/** `kCacheMagicNumber` of Node's compile cache (src/compile_cache.cc): code of the program, and nothing else. */
const compiledMagic = 0x8adfdbb2;

type IsWhole = (bytes: Buffer) => boolean;
const text =
  (pattern: RegExp): IsWhole =>
  (bytes) =>
    pattern.test(bytes.toString('utf8'));

const known: readonly (readonly [file: RegExp, isWhole: IsWhole])[] = [
  // Opened below, with its journal.
  [/^data\/store\.sqlite(-wal|-shm)?$/, () => true],
  [/^data\/lock$/, (bytes) => bytes.length === 0],
  [/^data\/vault\/[0-9a-f]{32}\/(page|file)-\d{4}$/, (bytes) => bytes.subarray(0, 4).toString() === 'RCV1'],
  [/^data\/keys\/(trust\.pem|(?:root|log|receipt|request)\.key|receipt\.pub)$/, text(pem)],
  [/^data\/keys\/vault-\d{4}-\d\d-\d\d\.key$/, (bytes) => bytes.length === 32],
  [/^data\/keys\/packets\.pub$/, text(/^age1\w{58}\n$/)],
  [/^data-guichet\/packets\.key$/, text(/^AGE-SECRET-KEY-1\w{58}\n$/)],
  [/^data-guichet\/[^/]+\.age$/, (bytes) => bytes.toString('latin1').startsWith(ageFile)],
  [/^data-guichet\/[^/]+\.jsonl?$/, (bytes) => isIndex(JSON.parse(bytes.toString('utf8')))],
  [/^home\/\.cache\/recepisse\/compiled\/[^/]+\/[0-9a-f]{8}$/, (bytes) => bytes.readUInt32LE() === compiledMagic],
];

const hex64 = /^[0-9a-f]{64}$/;
const indexKeys: Readonly<Record<string, RegExp>> = {
  v: /^1$/,
  number: /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/,
  preparedAt: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  files: /^\d+$/,
  pages: /^\d+$/,
  manifestHash: hex64,
  idempotencyKey: /^[\w-]{16,64}$/,
  sending: /^\d+$/,
  packet: hex64,
};
const isIndex = (index: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(index).every(([key, value]) => indexKeys[key]?.test(String(value)) === true);

/** Words that a cell of the store may hold; bytes are hashes and ciphertext, of the lengths that the schema gives. */
const cells: Readonly<Record<string, RegExp>> = {
  'checkpoints.note': /^recepisse\.example\/[\w.-]+(?:\/[\w.-]+)*\n\d+\n[\w+/=]{44}\n\n(— \S+ [\w+/=]+\n)+$/,
  'filings.id': /^[0-9a-f]{32}$/,
  'filings.number': indexKeys.number as RegExp,
  'filings.procedure': /^[a-z0-9-]{3,40}$/,
  'filings.state': /^[a-z-]{4,20}$/,
  'filing_keys.filing': /^[0-9a-f]{32}$/,
  'filing_keys.vault_day': /^\d{4}-\d\d-\d\d$/,
  'deliveries.filing': /^[0-9a-f]{32}$/,
  'deliveries.channel': /^[a-z]{3,12}$/,
  'deliveries.state': /^[a-z-]{4,20}$/,
  'deliveries.idempotency_key': indexKeys.idempotencyKey as RegExp,
  'states.filing': /^[0-9a-f]{32}$/,
  'states.channel': /^[a-z]{3,12}$/,
  'states.state': /^[a-z-]{4,20}$/,
  'receipts.filing': /^[0-9a-f]{32}$/,
  'sealed.filing': /^[0-9a-f]{32}$/,
  'sealed.kind': /^[a-z-]{3,20}$/,
  'prints.filing': /^[0-9a-f]{32}$/,
  'prints.result': /^(printed|not-printed|unknown)$/,
  'attempts.filing': /^[0-9a-f]{32}$/,
  'attempts.channel': /^[a-z]{3,12}$/,
  'attempts.fault': /^[a-z-]{3,40}$/,
  'evidence.filing': /^[0-9a-f]{32}$/,
  'evidence.kind': /^(deposit|return)$/,
  'audit.act': /^[a-z-]{4,20}$/,
  'audit.agent': /^[A-Z0-9]{1,8}$/,
  'audit.filing': /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/,
};

/** Every cell of the store with words that may not be there, as `table.column: words`. */
export function strangeCells(place: Place): string[] {
  const copy = mkdtempSync(join(tmpdir(), 'recepisse-store-'));
  try {
    for (const file of filesBelow(place.data).filter((path) => path.includes('store.sqlite')))
      cpSync(file, join(copy, file.slice(place.data.length + 1)));
    const store = new DatabaseSync(join(copy, 'store.sqlite'));
    const rows = (sql: string) => store.prepare(sql).all() as Record<string, unknown>[];
    const state = rows('PRAGMA integrity_check').map((row) => String(row.integrity_check));
    const tables = rows("SELECT name FROM sqlite_schema WHERE type = 'table'").map(({ name }) => String(name));
    const strange = tables.flatMap((table) =>
      rows(`SELECT * FROM "${table}"`).flatMap((row) =>
        Object.entries(row)
          .filter(([column, value]) => typeof value === 'string' && !cells[`${table}.${column}`]?.test(value))
          .map(([column, value]) => `${table}.${column}: ${String(value)}`),
      ),
    );
    store.close();
    return [...state.filter((word) => word !== 'ok'), ...strange];
  } finally {
    rmSync(copy, { recursive: true });
  }
}

/** Files of a place that are not on the list, or not what it says they are. */
export function strangeFiles(place: Place): string[] {
  return keptFiles(place).filter((path) => {
    const file = path.slice(place.root.length + 1);
    const bytes = readFileSync(path);
    const rules = known.filter(([pattern]) => pattern.test(file));
    return rules.length === 0 || !rules.every(([, isWhole]) => isWhole(bytes));
  });
}

export const keptFiles = (place: Place): string[] =>
  [place.data, place.counter, place.home, place.tmp].flatMap(filesBelow);

/** The small pictures of pages that an A4 receipt shows, as they stand in its file. */
export function thumbnailsIn(pdf: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = pdf.indexOf(jpegStart); at >= 0; at = pdf.indexOf(jpegStart, at + 1))
    found.push(pdf.subarray(at, pdf.indexOf('endstream', at)));
  return found;
}
const jpegStart = Buffer.from('ffd8ff', 'hex');
