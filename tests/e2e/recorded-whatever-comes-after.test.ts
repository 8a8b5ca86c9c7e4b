import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerOf, answers, commandLine, faultOf, fingerprint, newPlace, recepisse, runLine } from './cli.ts';
import { drawSpecimens } from './pages.ts';

const place = newPlace('whatever');
const at = (name: string): string => join(place.root, name);
let whole: string[] = [];
beforeAll(async () => {
  const [warning = '', proof = ''] = await drawSpecimens(place.root, 2);
  whole = ['file', '--procedure', 'ft-reponse-avertissement'];
  whole.push('--document', `avertissement=${warning}`, '--document', `preuves=${proof}`);
}, 60_000);
afterAll(() => place.remove());

/** Each filing waits for an agent: as many wait as are recorded. */
const recorded = async (): Promise<number> => answerOf(answers.outbox, await recepisse(place, 'outbox')).waiting;

it('the reader of the answer is gone: exit 0, nothing on stderr, and the filing is recorded', async () => {
  const before = await recorded();
  const line = commandLine([...whole, '--data', place.data, '--json']);
  const run = await runLine(place, ['bash', '-c', 'set -o pipefail; "$@" | true', 'bash', ...line]);
  expect(run).toEqual({ exit: 0, stdout: '', stderr: '' });
  expect(await recorded()).toBe(before + 1);
}, 60_000);

it('a no is still a no when nobody reads it', async () => {
  const line = commandLine(['status', 'nothing', '--json']);
  const run = await runLine(place, ['bash', '-c', 'set -o pipefail; "$@" 2>&1 | true', 'bash', ...line]);
  expect(run.exit).toBe(2);
});

it('a virtual printer whose folder cannot be made: the error says so, and nothing is recorded', async () => {
  writeFileSync(at('file'), '');
  const before = fingerprint(place.data);
  const fault = faultOf(await recepisse(place, ...whole, '--printer', `virtual:${at('file/papers')}`));
  expect(fault).toEqual({ code: 'bad-printer', message: expect.stringMatching(/cannot lay its papers/) as string });
  expect(fingerprint(place.data)).toEqual(before);
}, 60_000);

it('a virtual printer whose folder goes away while it prints: exit 0, recorded', async () => {
  const before = await recorded();
  const filing = recepisse(place, ...whole, '--printer', `virtual:${at('papers')}`);
  while (!existsSync(at('papers'))) await delay(5);
  // The printer has looked at its folder once it is made; the pages come after that.
  await delay(250);
  rmSync(at('papers'), { recursive: true });
  writeFileSync(at('papers'), '');
  expect(answerOf(answers.file, await filing).printed).toBe('printed');
  expect(await recorded()).toBe(before + 1);
}, 60_000);

it('a file with a comma in its name: the error says so, and nothing is recorded', async () => {
  writeFileSync(at('a,b.jpg'), 'x');
  const before = fingerprint(place.data);
  const given = ['--document', `avertissement=${at('a,b.jpg')}`, '--document', `preuves=${at('a,b.jpg')}`];
  const fault = faultOf(await recepisse(place, 'file', '--procedure', 'ft-reponse-avertissement', ...given));
  expect(fault).toEqual({ code: 'bad-usage', message: expect.stringMatching(/comma .*rename/i) as string });
  expect(fingerprint(place.data)).toEqual(before);
});

it('what was typed is not said again', async () => {
  for (const args of [
    [...whole, 'Odile-Exemple'],
    [...whole, '--field', 'Odile Exemple'],
    [...whole, '--document', 'Odile Exemple'],
  ]) {
    const run = await recepisse(place, ...args);
    expect(faultOf(run).code).toBe('bad-usage');
    expect(run.stderr).not.toContain('Odile');
  }
});
