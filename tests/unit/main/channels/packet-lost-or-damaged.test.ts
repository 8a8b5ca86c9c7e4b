import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../../../main/channels/channel.ts';
import { buildCounter, isInside } from '../../../../main/channels/counter.ts';

let root: string;
let folder: string;
let identity: string;
let recipient: string;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'recepisse-counter-'));
  folder = join(root, 'guichet');
  identity = await generateIdentity();
  recipient = await identityToRecipient(identity);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const number = 'K7P2-9QXM-4';
const delivery: Delivery = {
  number,
  channel: 'counter',
  idempotencyKey: 'a'.repeat(32),
  sending: 1,
  manifestHash: 'b'.repeat(64),
  pages: 2,
  preparedAt: '2026-11-23T09:00:00Z',
  files: [{ name: 'preuves.pdf', read: () => ({ ok: true, value: new TextEncoder().encode('the papers') }) }],
};
const handOff = (change: Partial<Delivery> = {}) =>
  buildCounter({ folder, dataFolder: join(root, 'data'), recipient }).handOff({ ...delivery, ...change });
const handed = { state: 'queued', reference: null, next: 'person', fault: null };

const packet = (): string => join(folder, `${number}.age`);
const index = (): string => join(folder, `${number}.json`);
const sum = (): string => createHash('sha256').update(readFileSync(packet())).digest('hex');
const readIndex = () =>
  JSON.parse(readFileSync(index(), 'utf8')) as { packet: string; sending: number; idempotencyKey: string };

/** What an agent has in hand, and that the index tells a whole packet. */
async function expectWhole(): Promise<void> {
  expect(readdirSync(folder).sort()).toEqual([`${number}.age`, `${number}.json`]);
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  const files = unzipSync(await decrypter.decrypt(readFileSync(packet())));
  expect(strFromU8(files['preuves.pdf'] ?? new Uint8Array())).toBe('the papers');
  expect(readIndex()).toMatchObject({ packet: sum(), idempotencyKey: delivery.idempotencyKey });
}

describe('an ordinary retry', () => {
  beforeEach(async () => expect(await handOff()).toEqual(handed));

  it('leaves a packet that stands whole exactly as it is', async () => {
    const before = [statSync(packet()).ino, statSync(index()).ino, sum()];
    expect(await handOff()).toEqual(handed);
    expect([statSync(packet()).ino, statSync(index()).ino, sum()]).toEqual(before);
    await expectWhole();
  });

  it.each([
    ['one byte of the packet changed', () => writeFileSync(packet(), readFileSync(packet()).fill(7, 300, 301))],
    ['the packet was cut', () => writeFileSync(packet(), readFileSync(packet()).subarray(0, 100))],
    ['the packet is empty', () => writeFileSync(packet(), '')],
    ['the packet is gone', () => rmSync(packet())],
    ['the index is damaged', () => writeFileSync(index(), '{"v":1')],
    ['the index is gone', () => rmSync(index())],
    ['both are gone', () => [packet(), index()].map((path) => rmSync(path))],
  ])('%s: written whole again under the same names', async (_, damage) => {
    damage();
    expect(await handOff()).toEqual(handed);
    await expectWhole();
  });
});

describe('a person asks for it again', () => {
  it('replaces the packet under the same name and key, once', async () => {
    await handOff();
    const first = sum();
    expect(await handOff({ sending: 2 })).toEqual(handed);
    await expectWhole();
    const second = sum();
    expect(second).not.toBe(first);
    expect(readIndex().sending).toBe(2);
    await handOff({ sending: 2 });
    expect(sum()).toBe(second);
  });

  it('brings back a packet that somebody took away', async () => {
    await handOff();
    rmSync(packet());
    expect(await handOff({ sending: 2 })).toEqual(handed);
    await expectWhole();
  });
});

describe('after a cut', () => {
  it('between packet and index the packet that stands is kept', async () => {
    await handOff();
    const before = statSync(packet()).ino;
    writeFileSync(join(folder, `.${number}.json.part`), readFileSync(index()));
    rmSync(index());
    expect(await handOff()).toEqual(handed);
    expect(statSync(packet()).ino).toBe(before);
    await expectWhole();
  });

  it('what was never finished is removed', async () => {
    await handOff();
    for (const name of [`.${number}.age.0a1b2c3d.part`, `.${number}.age.new.part`])
      writeFileSync(join(folder, name), 'x');
    expect(await handOff()).toEqual(handed);
    await expectWhole();
  });
});

it('another kiosk’s packet of the same number is never replaced', async () => {
  await handOff();
  const before = sum();
  expect(await handOff({ idempotencyKey: 'c'.repeat(32), sending: 2 })).toMatchObject({
    next: 'retry',
    fault: 'counter-name-taken',
  });
  expect(sum()).toBe(before);
});

it('a folder whose name begins with two dots is inside', () => {
  expect(isInside('/srv/data/..hidden', '/srv/data')).toBe(true);
  expect(isInside('/srv/data', '/srv/data')).toBe(true);
  expect(isInside('/srv', '/srv/data')).toBe(false);
  expect(isInside('/srv/data-guichet', '/srv/data')).toBe(false);
  expect(isInside('/srv/..', '/srv/data')).toBe(false);
});
