import { afterAll, expect, it } from 'vitest';
import { sample } from '../unit/main/pages/samples.ts';
import { answerOf, answers, newPlace, recepisse } from './cli.ts';

const place = newPlace('doubtful-pages');
afterAll(() => place.remove());

it('file records doubtful pages all the same, and says what was found on each', async () => {
  const [good, empty] = [sample('ocrmypdf-linn.png'), sample('s2p-empty.png')];
  const documents = ['--document', `avertissement=${good}`, '--document', `preuves=${empty},${good}`];
  const procedure = ['--procedure', 'ft-reponse-avertissement', '--printer', 'virtual:'];
  const filed = answerOf(answers.file, await recepisse(place, 'file', ...procedure, ...documents));
  expect(filed.verdicts).toEqual([
    { document: 'avertissement', page: 1, verdict: 'good', concerns: [] },
    { document: 'preuves', page: 1, verdict: 'bad', concerns: ['blank'] },
    { document: 'preuves', page: 2, verdict: 'ask', concerns: ['twice'] },
  ]);
  expect(answerOf(answers.status, await recepisse(place, 'status', filed.number)).state).toBe('prepared');
}, 120_000);
