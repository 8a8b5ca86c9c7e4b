import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOf, answers, faultOf, fingerprint, newPlace, recepisse, writeBundle } from './cli.ts';
import { drawSpecimens } from './pages.ts';

const place = newPlace('agent');
let papers: string[] = [];
beforeAll(async () => {
  papers = await drawSpecimens(place.root, 2);
}, 60_000);
afterAll(() => place.remove());

async function file(): Promise<string> {
  const [warning = '', proof = ''] = papers;
  const documents = ['--document', `avertissement=${warning}`, '--document', `preuves=${proof}`];
  const run = await recepisse(place, 'file', '--procedure', 'ft-reponse-avertissement', ...documents);
  return answerOf(answers.file, run).number;
}
const confirm = (number: string, ...rest: string[]) =>
  recepisse(place, 'confirm', number, '--channel', 'counter', ...rest);
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('sent only when a named agent took it over', () => {
  let number = '';
  beforeAll(async () => {
    number = await file();
  }, 60_000);

  async function refused(code: string, ...rest: string[]): Promise<void> {
    const before = [fingerprint(place.data), fingerprint(place.counter)];
    expect(faultOf(await confirm(number, ...rest)).code).toBe(code);
    expect([fingerprint(place.data), fingerprint(place.counter)]).toEqual(before);
  }

  it.each([
    ['free text', 'remis au guichet'],
    ['a volunteer, who is no agent', 'B1'],
    ['nobody’s number', 'A9'],
    ['an agent’s number in small letters', 'a1'],
  ])('%s', (_, reference) => refused('not-an-agent', '--reference', reference));

  it.each([
    ['a control character', 'A1\u0007x'],
    ['a zero-width space', 'A\u200b1'],
    ['a right-to-left override', '\u202eA1'],
    ['a line separator', 'A\u20281'],
    ['a paragraph separator', 'A\u20291'],
    ['81 characters', 'A'.repeat(81)],
  ])('a reference with %s', (_, reference) => refused('bad-usage', '--reference', reference));

  it('a reference that is too long, and --not-received: neither is guessed', () =>
    refused('bad-usage', '--reference', 'A'.repeat(81), '--not-received'));

  it.each([
    ['in a year', day(365)],
    ['the day after tomorrow', day(3)],
    ['before it was prepared', day(-3)],
  ])('an acknowledgement dated %s', async (_, date) => {
    const before = fingerprint(place.data);
    const run = await recepisse(place, 'acknowledge', number, '--number', 'FT-1', '--date', date);
    expect(faultOf(run).code).toBe('wrong-date');
    expect(fingerprint(place.data)).toEqual(before);
  });

  it('a number of the agency’s that cannot be seen', async () => {
    const run = await recepisse(place, 'acknowledge', number, '--number', 'FT\u200b1', '--date', day(0));
    expect(faultOf(run).code).toBe('bad-usage');
  });

  it('an agent of the desk: sent, with the number as reference', async () => {
    const status = answerOf(answers.status, await confirm(number, '--reference', 'A2'));
    expect(status.deliveries).toEqual(
      [{ channel: 'counter', state: 'sent', reference: 'A2', at: expect.any(String) as string }].map(
        ({ at: _, ...delivery }) => delivery,
      ),
    );
  });
});

it('a desk without agents says what is missing', async () => {
  const number = await file();
  const desk = (
    JSON.parse(readFileSync(new URL('../../kiosk-config/demo/bundle.json', import.meta.url), 'utf8')) as {
      desk: object;
    }
  ).desk;
  const bundle = writeBundle(place, 'no-agent.json', { desk: { ...desk, helpers: [] } });
  const fault = faultOf(await confirm(number, '--reference', 'A1', '--bundle', bundle));
  expect(fault).toEqual({ code: 'not-an-agent', message: expect.stringMatching(/add one to desk\.helpers/) as string });
}, 60_000);

describe('a packet that was lost or damaged before anybody took it', () => {
  it.each([
    ['lost', (packet: string) => rmSync(packet)],
    ['damaged', (packet: string) => writeFileSync(packet, readFileSync(packet).fill(0, 200, 400))],
  ])(
    '%s: asked for again, sent again under the same name and key',
    async (_, harm) => {
      const number = await file();
      const [packet, index] = [join(place.counter, `${number}.age`), join(place.counter, `${number}.json`)];
      const first = { packet: readFileSync(packet), index: JSON.parse(readFileSync(index, 'utf8')) as Index };
      harm(packet);
      const denied = answerOf(answers.status, await confirm(number, '--not-received'));
      expect(denied.deliveries).toMatchObject([{ state: 'queued', reference: null }]);
      // Denied once: it waits for the machine now, and is not denied twice.
      expect(faultOf(await confirm(number, '--not-received')).code).toBe('already-queued');
      // Whatever runs next delivers what is due.
      await file();
      const again = JSON.parse(readFileSync(index, 'utf8')) as Index;
      expect(readFileSync(packet)).not.toEqual(first.packet);
      expect({ ...again, sending: 1, packet: '' }).toEqual({ ...first.index, packet: '' });
      expect(again.sending).toBe(2);
      const outbox = answerOf(answers.outbox, await recepisse(place, 'outbox'));
      expect(outbox.items.find((item) => item.number === number)).toMatchObject({ state: 'queued', nextAt: null });
      expect(answerOf(answers.status, await confirm(number, '--reference', 'A1')).deliveries).toMatchObject([
        { state: 'sent', reference: 'A1' },
      ]);
    },
    60_000,
  );
});

interface Index {
  readonly idempotencyKey: string;
  readonly sending: number;
  readonly packet: string;
}
