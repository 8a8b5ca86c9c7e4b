import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { z } from 'zod';
import { channelIds, deliveryStates, filingStates } from '../../shared/filing.ts';
import { checkNames, pageVerdicts } from '../../shared/page-check.ts';

/** What the tests through the command line share: a place of their own, one command as a process, and its answer parsed. */

export const cliPath = fileURLToPath(new URL('../../main/cli.ts', import.meta.url));
const demoBundlePath = fileURLToPath(new URL('../../kiosk-config/demo/bundle.json', import.meta.url));
const compileCache = fileURLToPath(new URL('../../.cache/compile', import.meta.url));
/** Long matrices: a sample by default, whole with RECEPISSE_TESTS=all. */
export const everything = process.env.RECEPISSE_TESTS === 'all';

/** Folders of one test file. `data` is not made: the first command makes it. */
export interface Place {
  readonly root: string;
  readonly data: string;
  /** The counter's packets, where the demonstration's bundle puts them. */
  readonly counter: string;
  readonly out: string;
  /** HOME and TMPDIR of the commands. */
  readonly home: string;
  readonly tmp: string;
  remove(): void;
}

export function newPlace(name: string): Place {
  const root = mkdtempSync(join(tmpdir(), `recepisse-e2e-${name}-`));
  const path = (part: string): string => join(root, part);
  for (const part of ['home', 'tmp', 'out']) mkdirSync(path(part));
  return {
    root,
    data: path('data'),
    counter: path('data-guichet'),
    out: path('out'),
    home: path('home'),
    tmp: path('tmp'),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Writes the demonstration's bundle with other values into a place; gives its path. The catalogue stays beside it. */
export function writeBundle(place: Place, name: string, change: Readonly<Record<string, unknown>>): string {
  const bundle = JSON.parse(readFileSync(demoBundlePath, 'utf8')) as Record<string, unknown>;
  for (const folder of ['catalog', 'bundles']) mkdirSync(join(place.root, folder), { recursive: true });
  const catalogue = join(dirname(demoBundlePath), '../catalog/procedures.fr.json');
  copyFileSync(catalogue, join(place.root, 'catalog/procedures.fr.json'));
  const path = join(place.root, 'bundles', name);
  writeFileSync(path, JSON.stringify({ ...bundle, ...change }));
  return path;
}

/** The demonstration's channels, to change one of them. */
export const demoChannels = (): Record<'counter', object> & Record<string, object> =>
  (JSON.parse(readFileSync(demoBundlePath, 'utf8')) as { channels: Record<'counter', object> }).channels;

/** How a command ended. `exit` null: it was killed. */
export interface Run {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that says nothing for so long hangs. */
const deadlineMs = 120_000;

/** The command line of `recepisse …` under the Node of the tests, which is the pinned one. */
export const commandLine = (args: readonly string[]): string[] => [process.execPath, cliPath, ...args];

/** Runs any command line in a place, with a clean environment. */
export function runLine(place: Place, line: readonly string[]): Promise<Run> {
  const [command = '', ...args] = line;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: place.root,
      env: {
        PATH: process.env.PATH ?? '/usr/bin:/bin',
        HOME: place.home,
        TMPDIR: place.tmp,
        // Node keeps what it parsed of our code: a command then starts in two thirds of the time.
        NODE_COMPILE_CACHE: compileCache,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (part: Buffer) => stdout.push(part));
    child.stderr.on('data', (part: Buffer) => stderr.push(part));
    const timer = setTimeout(() => child.kill('SIGKILL'), deadlineMs);
    child.on('error', reject);
    child.on('close', (exit) => {
      clearTimeout(timer);
      const text = (parts: Buffer[]): string => Buffer.concat(parts).toString('utf8');
      resolve({ exit, stdout: text(stdout), stderr: text(stderr) });
    });
  });
}

/** `recepisse …args --data DATA --json`. */
export const recepisse = (place: Place, ...args: string[]): Promise<Run> =>
  runLine(place, commandLine([...args, '--data', place.data, '--json']));

const pathOrNull = z.string().startsWith('/').nullable();
/** What lies ahead of a filing, in `outbox` and `status`. */
const outlook = {
  due: z.string().nullable(),
  dueCertain: z.boolean().nullable(),
  warning: z.enum(['none', 'soon', 'late']),
  endsOn: z.string().nullable(),
};
const delivery = z.object({
  channel: z.enum(channelIds),
  state: z.enum(deliveryStates),
  reference: z.string().nullable(),
});

/** DESIGN section 6: the keys that each command's answer always has. */
export const answers = {
  file: z.object({
    number: z.string(),
    state: z.enum(filingStates),
    preparedAt: z.string(),
    manifestHash: z.string().regex(/^[0-9a-f]{64}$/),
    documents: z.array(z.strictObject({ code: z.string(), pages: z.int() })),
    pages: z.int(),
    verdicts: z.array(
      z.strictObject({
        document: z.string(),
        page: z.int(),
        verdict: z.enum(pageVerdicts),
        concerns: z.array(z.enum(checkNames)),
      }),
    ),
    ledgerIndex: z.int(),
    qr: z.string(),
    printed: z.enum(['printed', 'not-printed', 'unknown']),
    deliveries: z.array(delivery),
    paths: z.object({
      receipt: pathOrNull,
      pdf: pathOrNull,
      escpos: pathOrNull,
      png: pathOrNull,
      documents: pathOrNull,
    }),
  }),
  status: z.object({
    number: z.string(),
    state: z.enum(filingStates),
    forgotten: z.boolean(),
    states: z.array(z.object({ state: z.string(), at: z.string(), reference: z.string().nullable() })),
    deliveries: z.array(delivery),
    ...outlook,
  }),
  verify: z.object({
    valid: z.boolean(),
    problems: z.array(z.strictObject({ code: z.string(), detail: z.string() })),
    number: z.string().nullable(),
    preparedAt: z.string().nullable(),
    pages: z.int().nullable(),
    state: z.enum(filingStates).nullable(),
  }),
  ledger: z.object({ size: z.int(), root: z.string(), checkpoint: z.string(), consistent: z.boolean() }),
  outbox: z.object({
    waiting: z.int(),
    items: z.array(
      z.object({
        number: z.string(),
        channel: z.enum(channelIds),
        state: z.enum(deliveryStates),
        attempts: z.int(),
        nextAt: z.string().nullable(),
        ...outlook,
      }),
    ),
  }),
} as const;

/** One JSON object on stdout and nothing else; the command must have ended with `exit`. */
export function answerOf<T>(schema: z.ZodType<T>, run: Run, exit: 0 | 1 = 0): T {
  expect({ exit: run.exit, stderr: run.stderr }).toEqual({ exit, stderr: '' });
  expect(run.stdout.trimEnd().split('\n')).toHaveLength(1);
  return schema.parse(JSON.parse(run.stdout));
}

const fault = z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string() }) });

/** Exit 2: nothing on stdout, exactly one JSON object with code and message on stderr. */
export function faultOf(run: Run): { readonly code: string; readonly message: string } {
  expect({ exit: run.exit, stdout: run.stdout }).toEqual({ exit: 2, stdout: '' });
  expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
  return fault.parse(JSON.parse(run.stderr)).error;
}

/** Paths of a file's answer that the tests go on with; all of them were asked for with `--out`. */
export function pathsOf(
  filed: z.infer<typeof answers.file>,
): Record<'receipt' | 'pdf' | 'escpos' | 'png' | 'documents', string> {
  const { receipt, pdf, escpos, png, documents } = filed.paths;
  if (!receipt || !pdf || !escpos || !png || !documents)
    throw new Error(`not all copies: ${JSON.stringify(filed.paths)}`);
  return { receipt, pdf, escpos, png, documents };
}

/** Every file below a folder, as absolute paths in order. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
    .sort();
}

/** SHA-256 of every file below a folder, by name: two equal ones say that not a byte was recorded in between. */
export function fingerprint(folder: string): Record<string, string> {
  const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
  return Object.fromEntries(filesBelow(folder).map((path) => [path.slice(folder.length + 1), hashOf(path)]));
}

/** `recepisse verify RECEIPT --public-key DATA/keys/receipt.pub`: with that file alone, no data folder. */
export const verifyByKey = (place: Place, receipt: string, ...more: string[]): Promise<Run> =>
  runLine(
    place,
    commandLine(['verify', receipt, '--public-key', join(place.data, 'keys/receipt.pub'), '--json', ...more]),
  );
