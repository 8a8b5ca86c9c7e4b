import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Decrypter, Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPacketKey } from '../../../../main/channels/packet-key.ts';

let root: string;
let counter: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'recepisse-packet-key-'));
  counter = join(root, 'guichet');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const newData = (name: string): string => {
  const data = join(root, name);
  mkdirSync(join(data, 'keys'), { recursive: true });
  return data;
};

async function open(data: string): Promise<string> {
  const opened = await openPacketKey(null, data, counter);
  if (!opened.ok) throw new Error(JSON.stringify(opened.fault));
  return opened.value;
}

const faultOf = async (data: string): Promise<string> => {
  const opened = await openPacketKey(null, data, counter);
  return opened.ok ? 'none' : opened.fault.code;
};

async function opens(sealedTo: string): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(sealedTo);
  const packet = await encrypter.encrypt('papers');
  const decrypter = new Decrypter();
  decrypter.addIdentity(readFileSync(join(counter, 'packets.key'), 'utf8').trim());
  return decrypter.decrypt(packet, 'text');
}

describe('the key that opens packets is never replaced', () => {
  it('two data folders share a counter: one key opens the packets of both', async () => {
    const first = await open(newData('a'));
    const key = readFileSync(join(counter, 'packets.key'));
    expect(await open(newData('b'))).toBe(first);
    expect(readFileSync(join(counter, 'packets.key'))).toEqual(key);
    expect(await opens(first)).toBe('papers');
  });

  it('the data folder was deleted: what was sealed before still opens', async () => {
    const data = newData('a');
    const before = await open(data);
    rmSync(data, { recursive: true });
    expect(await open(newData('a'))).toBe(before);
    expect(await opens(before)).toBe('papers');
  });

  it('the power failed between the two halves: the public one is made from the other', async () => {
    const data = newData('a');
    const recipient = await open(data);
    rmSync(join(data, 'keys', 'packets.pub'));
    expect(await open(data)).toBe(recipient);
    expect(readFileSync(join(data, 'keys', 'packets.pub'), 'utf8').trim()).toBe(recipient);
  });

  it('two kiosks start at the same instant: one key, and nothing unfinished beside it', async () => {
    const recipients = await Promise.all(['a', 'b', 'c', 'd'].map((name) => open(newData(name))));
    expect(new Set(recipients).size).toBe(1);
    expect(await opens(recipients[0] ?? '')).toBe('papers');
    expect(readdirSync(counter)).toEqual(['packets.key']);
  });

  it('what a cut left of a key that was never used is removed', async () => {
    mkdirSync(counter);
    writeFileSync(join(counter, '.packets.key.0a1b2c3d.part'), `${await generateIdentity()}\n`);
    await open(newData('a'));
    expect(readdirSync(counter)).toEqual(['packets.key']);
  });

  it('the agents keep the key elsewhere: packets are sealed to its public half all the same', async () => {
    const data = newData('a');
    const recipient = await open(data);
    rmSync(join(counter, 'packets.key'));
    expect(await open(data)).toBe(recipient);
    expect(readdirSync(counter)).toEqual([]);
  });

  it.each([
    ['empty', ''],
    ['half of it', 'AGE-SECRET-KEY-1QQQ'],
    ['another file', 'Madame, Monsieur,\nvoici'],
  ])('a damaged key (%s) is a fault, not overwritten', async (_, text) => {
    mkdirSync(counter);
    writeFileSync(join(counter, 'packets.key'), text);
    expect(await faultOf(newData('a'))).toBe('packet-key-damaged');
    expect(readFileSync(join(counter, 'packets.key'), 'utf8')).toBe(text);
  });

  it('a damaged public half is a fault', async () => {
    const data = newData('a');
    writeFileSync(join(data, 'keys', 'packets.pub'), 'age1\n');
    expect(await faultOf(data)).toBe('packet-key-damaged');
  });

  it('a key of another pair: refused before anything is sealed that nobody opens', async () => {
    const data = newData('a');
    await open(data);
    rmSync(join(counter, 'packets.key'));
    writeFileSync(join(counter, 'packets.key'), `${await generateIdentity()}\n`);
    expect(await faultOf(data)).toBe('packet-key-mismatch');
  });

  it('a key made by age-keygen, with its comments, is taken as it is', async () => {
    const identity = await generateIdentity();
    const recipient = await identityToRecipient(identity);
    mkdirSync(counter);
    writeFileSync(join(counter, 'packets.key'), `# created: 2026-11-23\n# public key: ${recipient}\n${identity}\n`);
    expect(await open(newData('a'))).toBe(recipient);
  });
});
