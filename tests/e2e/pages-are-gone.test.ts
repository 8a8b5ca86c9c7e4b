import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { text } from '../../main/filings/row.ts';
import { openKiosk } from '../../main/kiosk.ts';
import { papers } from '../faults/desk.ts';
import { answerOf, answers, faultOf, newPlace, type Place, recepisse, verifyByKey } from './cli.ts';

const paths = z.object({ receipt: z.string(), pdf: z.string(), claim: z.string() });

/** A delivered filing whose pages reached their end: what the agency says afterwards is recorded all the same. */
describe('the pages of a filing are gone, its key is not', () => {
  let place: Place;
  let number: string;
  beforeAll(async () => {
    place = newPlace('gone');
    const run = await recepisse(
      place,
      ...['file', '--procedure', 'ft-reponse-avertissement', '--printer', 'virtual:'],
      ...['--document', `avertissement=${papers.image}`, '--document', `preuves=${papers.image}`],
      ...['--channel', 'counter', '--channel', 'post', '--field', 'nom=Nina'],
      ...['--field', 'adresse=1 rue des Lilas, 59000 Lille', '--field', 'destinataire=France Travail, 59000 Lille'],
    );
    number = answerOf(answers.file, run).number;
    const kiosk = await openKiosk({ data: place.data, bundle: null });
    if (!kiosk.ok) throw new Error(kiosk.fault.code);
    const { core } = kiosk.value;
    const id = text(core.store.get('SELECT id FROM filings') ?? {}, 'id');
    core.store.run('INSERT INTO lives (filing, lived, quiet, rank, pages_ended_at) VALUES (?, 1, 1, 0, 1)', id);
    core.vault.shred(id);
    kiosk.value.close();
  }, 120_000);
  afterAll(() => place.remove());

  it('nothing of it waits, and none of it is asked for again', async () => {
    expect(answerOf(answers.outbox, await recepisse(place, 'outbox'))).toMatchObject({ waiting: 0 });
    const again = await recepisse(place, 'confirm', number, '--channel', 'counter', '--not-received');
    expect(faultOf(again).code).toBe('pages-ended');
    expect(faultOf(await recepisse(place, 'pack', number, '--out', place.out)).code).toBe('pages-ended');
  });

  it('the agency counts too few: recorded, with the receipt and the letter that claims them', async () => {
    const date = new Date().toISOString().slice(0, 10);
    const run = await recepisse(
      place,
      ...['acknowledge', number, '--number', 'N-1', '--date', date, '--pages', '1', '--out', place.out],
    );
    const answer = answerOf(answers.status, run);
    expect(answer).toMatchObject({ state: 'mismatch', endsOn: null });
    // The A4 receipt has no pictures then; everything it proves is in it.
    const { receipt, pdf, claim } = z.object({ paths }).parse(JSON.parse(run.stdout)).paths;
    for (const path of [receipt, pdf, claim]) expect(existsSync(path), path).toBe(true);
    const checked = await verifyByKey(place, pdf);
    expect(answerOf(answers.verify, checked)).toMatchObject({ valid: true, state: 'mismatch' });
  });
});
