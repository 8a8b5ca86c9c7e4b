import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliverDue } from '../../main/channels/deliver.ts';
import { type Kiosk, openKiosk } from '../../main/kiosk.ts';
import { observeWithReceipt } from '../../main/visits/next-receipt.ts';
import { papers } from '../faults/desk.ts';
import { answerOf, answers, commandLine, newPlace, type Place, recepisse, runLine } from './cli.ts';

/** A delivery of which nobody can tell whether it arrived is a person's: nothing is repeated until that person says so. */
describe('nobody can tell whether a delivery arrived', () => {
  let place: Place;
  const numbers: string[] = [];
  const withKiosk = async <T>(work: (kiosk: Kiosk) => Promise<T> | T): Promise<T> => {
    const kiosk = await openKiosk({ data: place.data, bundle: null });
    if (!kiosk.ok) throw new Error(kiosk.fault.code);
    try {
      return await work(kiosk.value);
    } finally {
      kiosk.value.close();
    }
  };
  const deliver = (): Promise<number> =>
    withKiosk(async ({ core, counter }) => {
      const delivered = await deliverDue({ core, counter, timeoutMs: 60_000 });
      return delivered.ok ? delivered.value.length : -1;
    });
  const outbox = async () => answerOf(answers.outbox, await recepisse(place, 'outbox')).items;
  const packet = (number: string): number => statSync(join(place.counter, `${number}.age`)).ino;

  beforeAll(async () => {
    place = newPlace('unknown');
    for (let i = 0; i < 2; i += 1) {
      const run = await recepisse(
        place,
        ...['file', '--procedure', 'ft-reponse-avertissement', '--printer', 'virtual:'],
        ...['--document', `avertissement=${papers.image}`, '--document', `preuves=${papers.image}`],
      );
      numbers.push(answerOf(answers.file, run).number);
    }
    await withKiosk(({ core }) => {
      for (const number of numbers) {
        const seen = observeWithReceipt(core, number, { kind: 'unknown', channel: 'counter' }, 'unknown');
        if (!seen.ok) throw new Error(seen.fault.code);
      }
    });
  }, 120_000);
  afterAll(() => place.remove());

  it('it waits for a person, and the outbox says for what', async () => {
    const before = numbers.map(packet);
    expect(await deliver()).toBe(0);
    expect(numbers.map(packet)).toEqual(before);
    expect((await outbox()).map(({ state, nextAt }) => [state, nextAt])).toEqual([
      ['unknown', null],
      ['unknown', null],
    ]);
    const { stdout } = await runLine(place, commandLine(['outbox', '--data', place.data]));
    expect(stdout).toContain('ask the receiver, then confirm --reference or --not-received');
  });

  it('it did not arrive: queued again, its waits begun anew, sent once more', async () => {
    const [number = ''] = numbers;
    const said = await recepisse(place, 'confirm', number, '--channel', 'counter', '--not-received');
    expect(answerOf(answers.status, said).deliveries).toMatchObject([{ state: 'queued' }]);
    const item = (await outbox()).find((waiting) => waiting.number === number);
    expect([item?.attempts, item?.nextAt === null]).toEqual([0, false]);
    const before = packet(number);
    expect(await deliver()).toBe(1);
    expect(packet(number)).not.toBe(before);
    expect(await deliver()).toBe(0);
  });

  it('it did: sent, with the reference that says so', async () => {
    const [, number = ''] = numbers;
    const said = await recepisse(place, 'confirm', number, '--channel', 'counter', '--reference', 'A1');
    expect(answerOf(answers.status, said).deliveries).toMatchObject([{ state: 'sent', reference: 'A1' }]);
    expect((await outbox()).map((waiting) => waiting.number)).toEqual(numbers.slice(0, 1));
  });
});
