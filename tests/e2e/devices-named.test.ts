import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answerOf, answers, faultOf, fingerprint, newPlace, recepisse, writeBundle } from './cli.ts';
import { drawSpecimens } from './pages.ts';

const place = newPlace('devices');
const at = (name: string): string => join(place.root, name);
let whole: string[] = [];
let scanned: string[] = [];
beforeAll(async () => {
  const [warning = '', proof = ''] = await drawSpecimens(place.root, 2);
  const begun = ['file', '--procedure', 'ft-reponse-avertissement', '--document', `avertissement=${warning}`];
  whole = [...begun, '--document', `preuves=${proof}`];
  scanned = [...begun, '--document', 'preuves=scan:1'];
  answerOf(answers.ledger, await recepisse(place, 'ledger'));
}, 60_000);
afterAll(() => place.remove());

const doctorAnswer = z.object({
  devices: z.array(z.object({ kind: z.string(), name: z.string(), status: z.string(), virtual: z.boolean() })),
});

async function refused(code: string, args: readonly string[]): Promise<void> {
  const before = [fingerprint(place.data), fingerprint(place.counter)];
  expect(faultOf(await recepisse(place, ...args)).code).toBe(code);
  expect([fingerprint(place.data), fingerprint(place.counter)]).toEqual(before);
}

describe('devices that would keep a receipt in the clear, or do nothing', () => {
  it('a virtual printer below the data folder', async () => {
    await refused('papers-inside-data', [...whole, '--printer', `virtual:${join(place.data, 'papers')}`]);
    await refused('papers-inside-data', ['doctor', '--printer', `virtual:${place.data}`]);
    expect(existsSync(join(place.data, 'papers'))).toBe(false);
  });

  it('a plain file as a printer is not written', async () => {
    writeFileSync(at('notes.txt'), 'notes');
    await refused('bad-printer', [...whole, '--printer', `file:${at('notes.txt')}`]);
    expect(readFileSync(at('notes.txt'), 'utf8')).toBe('notes');
  });

  it.each(['nonsense', 'ipp://127.0.0.1/print'])('--a4 %s', (name) => refused('no-a4', [...whole, '--a4', name]));
  it('--a4 with a folder, which nothing would be laid into', () =>
    refused('no-a4', [...whole, '--a4', `virtual:${at('sheets')}`]));
});

describe('a real desk that named no devices', () => {
  let bundle = '';
  beforeAll(async () => {
    const demo = JSON.parse(readFileSync(new URL('../../kiosk-config/demo/bundle.json', import.meta.url), 'utf8')) as {
      channels: { counter: object };
    };
    const recipient = await identityToRecipient(await generateIdentity());
    const channels = { ...demo.channels, counter: { ...demo.channels.counter, recipient } };
    bundle = writeBundle(place, 'real.json', { demo: false, channels });
  });

  it('doctor finds none, and says what to do', async () => {
    const { devices } = answerOf(doctorAnswer, await recepisse(place, 'doctor', '--bundle', bundle));
    const states = devices
      .filter(({ kind }) => kind !== 'barcode-reader')
      .map(({ kind, name, status }) => [kind, name, status]);
    expect(states).toEqual([
      ['receipt-printer', 'none', 'disconnected'],
      ['scanner', 'none', 'no-scanner'],
      ['a4-printer', 'none', 'no-a4'],
    ]);
    expect(devices.some(({ virtual }) => virtual)).toBe(false);
  });

  it('virtual ones that are written out are taken', async () => {
    const run = await recepisse(place, 'doctor', '--bundle', bundle, '--printer', 'virtual:', '--scanner', 'virtual:');
    const virtual = answerOf(doctorAnswer, run).devices.filter((device) => device.virtual);
    expect(virtual.map(({ kind }) => kind)).toEqual(['receipt-printer', 'scanner']);
  });

  it('on a demonstration, scanning works without a name', async () => {
    expect(answerOf(answers.file, await recepisse(place, ...scanned)).pages).toBe(2);
  }, 60_000);
});
