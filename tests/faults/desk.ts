import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** One kiosk of a test: its data folder, and the counter's folder where the demonstration bundle puts it. */
export interface Desk {
  readonly root: string;
  readonly data: string;
  readonly counter: string;
}

export const repository = resolve(import.meta.dirname, '../..');
export const cli = join(repository, 'main/cli.ts');
const scans = join(repository, 'tests/data/scans');

/** One page from a PDF, which is drawn in memory, and one image. */
export const papers = {
  pdf: join(scans, 'ocrmypdf-francais.pdf'),
  image: join(scans, 'tess-phototest-rotated-180.png'),
};

const deskAt = (root: string): Desk => ({ root, data: join(root, 'data'), counter: join(root, 'data-guichet') });

/** A folder for all desks of a test file. */
export const newHome = (): string => mkdtempSync(join(tmpdir(), 'recepisse-faults-'));
export const removeHome = (home: string): void => rmSync(home, { recursive: true, force: true });

let desks = 0;

/** A desk whose kiosk never started. */
export function newDesk(home: string): Desk {
  desks += 1;
  const desk = deskAt(join(home, `desk-${desks}`));
  mkdirSync(desk.root);
  return desk;
}

/** The same desk once more, as a disk's image would be. Its kiosk must not run. */
export function copyDesk(home: string, from: Desk): Desk {
  const desk = newDesk(home);
  for (const folder of ['data', 'counter'] as const) cpSync(from[folder], desk[folder], { recursive: true });
  return desk;
}

/** What `recepisse file` is given for two pages, one of them from a PDF. */
export const fileArgs = (desk: Desk, printer: string): string[] => [
  ...['--procedure', 'ft-reponse-avertissement'],
  ...['--document', `avertissement=${papers.pdf}`, '--document', `preuves=${papers.image}`],
  ...['--data', desk.data, '--json', '--printer', printer],
];

/** Numbers that a run said were recorded: it says a number only once it is. */
export function saidNumbers(stdout: string): string[] {
  const lines = stdout.split('\n').slice(0, -1);
  return lines.map((line) => (JSON.parse(line) as { number: string }).number);
}
