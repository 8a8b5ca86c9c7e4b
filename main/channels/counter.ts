import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { Encrypter } from 'age-encryption';
import { zipSync } from 'fflate';
import { syncFolder } from '../filings/durable.ts';
import type { Channel, Delivery, HandOff } from './channel.ts';

export interface CounterSettings {
  /** Absolute folder that the desk's agents read; never inside the data folder. */
  readonly folder: string;
  readonly dataFolder: string;
  /** age public key (`age1…`) of the desk: only its agents open the packet. */
  readonly recipient: string;
}

/**
 * Hand-over to the desk's own agents: one encrypted packet and one index line a filing, in a folder of theirs.
 * It stays `queued` until a named agent took it over (`confirm`), and never means that the agency has it.
 */
export function buildCounter(settings: CounterSettings): Channel {
  return {
    id: 'counter',
    async handOff(delivery) {
      if (isInside(settings.folder, settings.dataFolder)) return fault('counter-folder-inside-data');
      const packet = join(settings.folder, `${delivery.number}.age`);
      const index = join(settings.folder, `${delivery.number}.json`);
      try {
        const made = mkdirSync(settings.folder, { recursive: true, mode: 0o700 });
        if (made !== undefined) syncFolder(dirname(made));
        removeLeftovers(settings.folder, delivery.number);
        // Promise 2: the file's name is the idempotency key; a packet that stands is never written again.
        if (!existsSync(packet)) writeDurably(packet, await seal(delivery, settings.recipient));
        if (!existsSync(index)) writeDurably(index, Buffer.from(`${JSON.stringify(indexOf(delivery))}\n`));
        // What stands may be a killed hand-off's: known to the disk before it is said to be handed over.
        syncFolder(settings.folder);
      } catch (error) {
        return fault(
          error instanceof Error && 'code' in error ? `counter-${String(error.code).toLowerCase()}` : 'counter-write',
        );
      }
      return { state: 'queued', reference: null, next: 'person', fault: null };
    },
  };
}

const fault = (code: string): HandOff => ({ state: 'queued', reference: null, next: 'retry', fault: code });

/** True when `folder` is `parent` or below it. */
export function isInside(folder: string, parent: string): boolean {
  const path = relative(resolve(parent), resolve(folder));
  return path === '' || (!path.startsWith('..') && !isAbsolute(path));
}

/** age over a zip with fixed times: the delivered files under the manifest's names. */
async function seal(delivery: Delivery, recipient: string): Promise<Uint8Array> {
  const entries = Object.fromEntries(delivery.files.map(({ name, bytes }) => [name, bytes]));
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(zipSync(entries, { level: 0, mtime: new Date('1980-01-02T00:00:00Z') }));
}

/** What an agent may read without opening the packet: no name, no field. */
const indexOf = (delivery: Delivery): object => ({
  v: 1,
  number: delivery.number,
  preparedAt: delivery.preparedAt,
  files: delivery.files.length,
  pages: delivery.pages,
  manifestHash: delivery.manifestHash,
  idempotencyKey: delivery.idempotencyKey,
});

const leftover = (name: string, number: string): boolean => name.startsWith(`.${number}.`) && name.endsWith('.part');

function removeLeftovers(folder: string, number: string): void {
  for (const name of readdirSync(folder)) if (leftover(name, number)) rmSync(join(folder, name), { force: true });
}

/** Whole or not at all, and never over what stands: written beside under a name of its own, fsynced, put in place. */
function writeDurably(path: string, bytes: Uint8Array): void {
  const folder = dirname(path);
  const part = join(folder, `.${relative(folder, path)}.${randomBytes(4).toString('hex')}.part`);
  try {
    writeFileSync(part, bytes, { flag: 'wx', mode: 0o600, flush: true });
    putInPlace(part, path);
  } finally {
    rmSync(part, { force: true });
  }
  syncFolder(folder);
}

/** A link never replaces: of two hand-offs of one filing, the packet that came first stays (promise 2). */
function putInPlace(part: string, path: string): void {
  try {
    linkSync(part, path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'EEXIST') return;
    if (!noLinks.has(code)) throw error;
    renameSync(part, path);
  }
}

/** What file systems without hard links answer (FAT on a USB stick, some network shares). */
const noLinks = new Set<unknown>(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);
