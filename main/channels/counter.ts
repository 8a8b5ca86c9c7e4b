import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { Encrypter } from 'age-encryption';
import { zipSync } from 'fflate';
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
        mkdirSync(settings.folder, { recursive: true, mode: 0o700 });
        removeLeftovers(settings.folder, delivery.number);
        // Promise 2: the file's name is the idempotency key; a packet that stands is never written again.
        if (!existsSync(packet)) writeDurably(packet, await seal(delivery, settings.recipient));
        if (!existsSync(index)) writeDurably(index, Buffer.from(`${JSON.stringify(indexOf(delivery))}\n`));
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
  for (const name of readdirSync(folder)) if (leftover(name, number)) unlinkSync(join(folder, name));
}

/** Whole or not at all: written beside, fsynced, renamed, and the folder fsynced. */
function writeDurably(path: string, bytes: Uint8Array): void {
  const folder = resolve(path, '..');
  const name = relative(folder, path);
  const part = join(folder, `.${name}.${createHash('sha256').update(name).digest('hex').slice(0, 8)}.part`);
  const file = openSync(part, 'w', 0o600);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(part, path);
  const directory = openSync(folder, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
