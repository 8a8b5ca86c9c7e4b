import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { papers } from '../faults/desk.ts';
import { answerOf, answers, commandLine, filesBelow, newPlace, type Place, recepisse, runLine } from './cli.ts';

/** A warning letter is answered within ten days of its reception (catalogue: ft-reponse-avertissement). */
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

describe('the visitor’s own deadline', () => {
  let place: Place;
  const file = async (...fields: string[]): Promise<string> => {
    const run = await recepisse(
      place,
      ...['file', '--procedure', 'ft-reponse-avertissement', '--printer', 'virtual:'],
      ...['--document', `avertissement=${papers.image}`, '--document', `preuves=${papers.image}`],
      ...fields.flatMap((field) => ['--field', field]),
    );
    return answerOf(answers.file, run).number;
  };
  let [far, near, none] = ['', '', ''];
  beforeAll(async () => {
    place = newPlace('due');
    far = await file(`reception_avertissement=${daysAgo(0)}`);
    none = await file();
    near = await file(`reception_avertissement=${daysAgo(5)}`);
  }, 120_000);
  afterAll(() => place.remove());

  it('stands in the outbox, the nearest first, and in the filing’s status', async () => {
    const { items } = answerOf(answers.outbox, await recepisse(place, 'outbox'));
    expect(items.map(({ number }) => number)).toEqual([near, far, none]);
    expect([items[0]?.warning, items[2]?.warning]).toEqual(['soon', 'none']);
    const [first, second, third] = items;
    expect(first?.due && first.due <= daysAgo(-5)).toBe(true);
    expect(second?.due && first?.due && second.due > first.due).toBe(true);
    expect([third?.due, third?.dueCertain]).toEqual([null, null]);
    // The demonstration keeps an undelivered filing for thirty days.
    expect([daysAgo(-29), daysAgo(-30), daysAgo(-31)]).toContain(first?.endsOn);
    const status = answerOf(answers.status, await recepisse(place, 'status', near));
    expect(status).toMatchObject({ due: first?.due, warning: 'soon', endsOn: first?.endsOn });
  });

  it('is said in words', async () => {
    const run = await runLine(place, commandLine(['outbox', '--data', place.data]));
    const [count, first] = run.stdout.split('\n');
    expect(count).toBe('waiting 3');
    expect(first).toMatch(/must leave by \d{4}-\d\d-\d\d.*: SOON, act now$/);
  });

  it('is in no file of the kiosk in the clear', async () => {
    const { items } = answerOf(answers.outbox, await recepisse(place, 'outbox'));
    const days = items.flatMap(({ due }) => due ?? []);
    expect(days.length).toBe(2);
    const files = [...filesBelow(place.data), ...filesBelow(place.counter)];
    const holding = files.filter((path) => days.some((day) => readFileSync(path).includes(day)));
    expect(holding).toEqual([]);
  });
});
