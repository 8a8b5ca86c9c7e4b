import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';

/** A delivery as its receiver can tell it from another: a file written again has another inode, and another secret inside. */
export interface Packet {
  readonly inode: number;
  readonly sha256: string;
  /** Null while the index line of the packet is not there yet. */
  readonly index: string | null;
}

/** What stands in the agents' folder: packets by number, and everything that is neither packet nor index. */
export function readCounter(folder: string): {
  readonly packets: ReadonlyMap<string, Packet>;
  readonly others: readonly string[];
} {
  const packets = new Map<string, Packet>();
  const others: string[] = [];
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const indexes = new Set(names.filter((name) => /^[^.].*\.json$/.test(name)));
  for (const name of names) {
    const [, number] = /^([^.].*)\.age$/.exec(name) ?? [];
    if (number !== undefined) {
      const path = join(folder, name);
      const index = indexes.delete(`${number}.json`) ? readFileSync(join(folder, `${number}.json`), 'utf8') : null;
      packets.set(number, { inode: statSync(path).ino, sha256: hash(readFileSync(path)), index });
    } else if (!indexes.has(name) && !(name.endsWith('.json') && packets.has(name.slice(0, -5)))) others.push(name);
  }
  return { packets, others: [...others, ...indexes].sort() };
}

/** What an agent has in hand once `age` opened the packet: SHA-256 of each file by its name. */
export function openPacket(folder: string, number: string): ReadonlyMap<string, string> {
  const opened = spawnSync('age', ['-d', '-i', join(folder, 'packets.key'), join(folder, `${number}.age`)], {
    maxBuffer: 64 * 1024 * 1024,
  });
  if (opened.status !== 0) throw new Error(`age: ${opened.error?.message ?? String(opened.stderr)}`);
  return new Map(Object.entries(unzipSync(opened.stdout)).map(([name, bytes]) => [name, hash(bytes)]));
}

export const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
