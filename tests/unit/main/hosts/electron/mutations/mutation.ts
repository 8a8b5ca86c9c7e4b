import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One change of one file's text, and what the checklist must then miss. */
export interface Mutation {
  /** Below main/hosts. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** Which of several places, from 0. */
  readonly nth?: number;
  /** The item that must be broken; without it, any. */
  readonly item?: RegExp;
}

const root = fileURLToPath(new URL('../../../../../../', import.meta.url));
const hosts = join(root, 'main/hosts');
const own = join(hosts, 'electron');

/** Files that are changed: the host's own, and the headers it sends. Entries and the one import of Electron run nowhere but in Electron. */
export const mutable: readonly string[] = [
  ...readdirSync(own)
    .filter((name) => !['real-electron.ts', 'visit-entry.ts', 'parts.ts', 'find-electron.ts'].includes(name))
    .map((name) => `electron/${name}`),
  'security-headers.ts',
];

export const textOf = (file: string): string => readFileSync(join(hosts, file), 'utf8');

/** The text with one change; throws when what is to be changed does not stand there any more. */
export function mutate({ file, find, replace, nth = 0 }: Mutation): string {
  const pieces = textOf(file).split(find);
  if (pieces.length <= nth + 1) throw new Error(`nothing left to change in ${file}: « ${find} » (${nth})`);
  if (find === replace) throw new Error(`no change: ${find}`);
  return pieces.slice(0, nth + 1).join(find) + replace + pieces.slice(nth + 1).join(find);
}

/** A tree with the changed file in its place, everything else as it is. Gives the folder of its Electron host. */
export function plant(folder: string, mutation: Mutation): string {
  rmSync(folder, { recursive: true, force: true });
  const target = join(folder, 'main/hosts');
  mkdirSync(target, { recursive: true });
  cpSync(own, join(target, 'electron'), { recursive: true });
  cpSync(join(hosts, 'security-headers.ts'), join(target, 'security-headers.ts'));
  for (const path of ['main/hosts/static-files.ts', 'main/devices', 'main/visits', 'main/no-memory-dump.ts', 'shared'])
    symlinkSync(join(root, path), join(folder, path));
  writeFileSync(join(target, mutation.file), mutate(mutation));
  return join(target, 'electron');
}

export const newGarden = (): string => {
  const folder = join(root, `.cache/mutants-${process.pid}`);
  mkdirSync(dirname(folder), { recursive: true });
  return folder;
};

/** As `file:line text`, for a person. */
export function describeMutation({ file, find, replace, nth = 0 }: Mutation): string {
  const before = textOf(file)
    .split(find)
    .slice(0, nth + 1)
    .join(find);
  return `${file}:${before.split('\n').length} ${find.trim()} → ${replace.trim() || '(nothing)'}`;
}
