import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { type Needle, searchFor } from '../traces.ts';

export interface KioskProcess {
  readonly pid: number;
  /** `visit`, `renderer`, `browser`, another of Chromium's by its type, `core`, or `other`. */
  readonly kind: string;
}

/** Every living process below the kiosk's, itself included. */
export function processesOf(pid: number): KioskProcess[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${name}/status`))?.[1]) : Number.NaN;
    if (!Number.isNaN(parent)) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const below = (one: number): number[] => [one, ...(children.get(one) ?? []).flatMap(below)];
  return below(pid).flatMap((one) => {
    const args = read(`/proc/${one}/cmdline`).split('\0');
    return args[0] ? [{ pid: one, kind: kindOf(args, one === pid) }] : [];
  });
}

function kindOf(args: readonly string[], isFirst: boolean): string {
  if (args.some((arg) => arg.endsWith('/visit-entry.ts'))) return 'visit';
  const words = args.join(' ').split(' ');
  const type = words.find((word) => word.startsWith('--type='))?.slice('--type='.length);
  if (type === 'renderer') return words.includes('--top-chrome-webui') ? 'own window of the browser' : 'renderer';
  if (type) return words.find((word) => word.startsWith('--utility-sub-type='))?.slice(19) ?? type;
  if (words.some((word) => word.startsWith('--user-data-dir='))) return 'browser';
  return isFirst ? 'core' : 'other';
}

const chunkBytes = 16 * 1024 * 1024;
const overlap = 4_096;

/** Which of the needles stand in a process's writable memory, by the kernel's own reading of it. */
export function foundInMemory(pid: number, needles: readonly Needle[]): string[] {
  const found = new Set<string>();
  const search = searchFor(needles);
  const buffer = Buffer.alloc(chunkBytes);
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  try {
    for (const line of read(`/proc/${pid}/maps`).split('\n')) {
      const [, from, to, mode] = /^([0-9a-f]+)-([0-9a-f]+) (\S+)/.exec(line) ?? [];
      if (!from || !to || !mode?.startsWith('rw') || /\[vvar|\[vdso/.test(line)) continue;
      const end = Number.parseInt(to, 16);
      for (let at = Number.parseInt(from, 16); at < end; at += chunkBytes - overlap) {
        const length = readAt(memory, buffer.subarray(0, Math.min(chunkBytes, end - at)), at);
        for (const name of search(buffer.subarray(0, length))) found.add(name);
        if (at + chunkBytes >= end) break;
      }
    }
  } finally {
    closeSync(memory);
  }
  return [...found];
}

/** Pages that the kernel does not give, such as never touched ones, are skipped. */
function readAt(memory: number, bytes: Buffer, at: number): number {
  try {
    return readSync(memory, bytes, 0, bytes.length, at);
  } catch {
    return 0;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
