import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { putInPlace, syncFolder } from '../filings/durable.ts';
import { type Channel, type Delivery, retryLater, toPerson } from './channel.ts';
import { type PacketIndex, readIndex, writeIndex } from './counter-index.ts';
import { hashOfFile, writePacket } from './packet.ts';

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
      if (isInside(settings.folder, settings.dataFolder)) return retryLater('counter-folder-inside-data');
      try {
        const made = mkdirSync(settings.folder, { recursive: true, mode: 0o700 });
        if (made !== undefined) syncFolder(dirname(made));
        const refused = await handOver(settings, delivery);
        if (refused !== null) return retryLater(refused);
      } catch (error) {
        return retryLater(
          error instanceof Error && 'code' in error ? `counter-${String(error.code).toLowerCase()}` : 'counter-write',
        );
      }
      return toPerson;
    },
  };
}

/** True when `folder` is `parent` or below it. */
export function isInside(folder: string, parent: string): boolean {
  const path = relative(resolve(parent), resolve(folder));
  return !(path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path));
}

/**
 * The packet and its index whole, under the same names however often this runs (promise 2). What stands whole for this
 * sending is left as it is; a damaged packet, or one that a person asked for again, is replaced. Gives a fault's code, or
 * null. The index to come is written first: after a cut it tells whether the packet that stands is whole.
 */
async function handOver({ folder, recipient }: CounterSettings, delivery: Delivery): Promise<string | null> {
  const packet = join(folder, `${delivery.number}.age`);
  const index = join(folder, `${delivery.number}.json`);
  const pending = join(folder, `.${delivery.number}.json.part`);
  const [standing, coming] = [readIndex(index), readIndex(pending)];
  // Two kiosks may share a folder: another filing's packet is never replaced.
  if (standing !== null && standing.idempotencyKey !== delivery.idempotencyKey) return 'counter-name-taken';

  const sum = await hashOfFile(packet);
  if (!isOf(standing, delivery, sum)) {
    if (!isOf(coming, delivery, sum)) {
      const part = join(folder, `.${delivery.number}.${randomBytes(4).toString('hex')}.part`);
      const sealed = await writePacket(part, delivery.files, recipient);
      if (!sealed.ok) return sealed.fault.code;
      replace(pending, writeIndex(delivery, sealed.value));
      if (sum !== null) renameSync(part, packet);
      // Another hand-off of this filing came first: the next attempt looks at what stands.
      else if (!putInPlace(part, packet)) return 'counter-busy';
      syncFolder(folder);
    }
    if (!putInPlace(pending, index)) renameSync(pending, index);
  }
  removeLeftovers(folder, delivery.number);
  // What stands may be a killed hand-off's: known to the disk before it is said to be handed over.
  syncFolder(folder);
  return null;
}

const isOf = (index: PacketIndex | null, { idempotencyKey, sending }: Delivery, sum: string | null): boolean =>
  index !== null && index.idempotencyKey === idempotencyKey && index.sending >= sending && index.packet === sum;

const isLeftover = (name: string, number: string): boolean => name.startsWith(`.${number}.`) && name.endsWith('.part');

function removeLeftovers(folder: string, number: string): void {
  for (const name of readdirSync(folder)) if (isLeftover(name, number)) rmSync(join(folder, name), { force: true });
}

/** Whole or not at all, in the place of what stands: a reader sees the old file or the new one. */
function replace(path: string, bytes: Uint8Array | string): void {
  const part = join(dirname(path), `${partName(path)}.new.part`);
  writeFileSync(part, bytes, { mode: 0o600, flush: true });
  renameSync(part, path);
  syncFolder(dirname(path));
}

/** `.NUMBER.age`: hidden, and swept with the filing's leftovers. */
const partName = (path: string): string => `.${relative(dirname(path), path).replace(/^\./, '')}`;
