import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { demoBundlePath } from '../../kiosk-config/schema/load-bundle.ts';
import { answerOf, answers, faultOf, newPlace, recepisse, verifyByKey, writeBundle } from './cli.ts';
import { drawSpecimens } from './pages.ts';

/** A filing that leaves by the counter and by post: its paper pack to the millimetre, and the registered number that makes it sent. */
const place = newPlace('post');
let bundle = '';
let number = '';
let pack = '';
const addressee = ['France Travail Lille-Fives', '12 rue Inventée', '59000 LILLE'];

const { channels } = JSON.parse(readFileSync(demoBundlePath, 'utf8')) as { channels: Record<string, unknown> };
const packAnswer = z.object({
  number: z.string(),
  pack: z.string(),
  sheets: z.number(),
  grams: z.number(),
  envelope: z.string(),
  upToGrams: z.number(),
});
const observed = answers.status.extend({ qr: answers.file.shape.qr, paths: answers.file.shape.paths });
const tool = (name: string, ...args: string[]): string => String(spawnSync(name, args, { maxBuffer: 1 << 27 }).stdout);

beforeAll(async () => {
  bundle = writeBundle(place, 'with-post', { channels: { ...channels, post: { enabled: true } } });
  const [letter, ...proofs] = await drawSpecimens(place.root, 3);
  const filed = answerOf(
    answers.file,
    await recepisse(
      place,
      ...['file', '--bundle', bundle, '--procedure', 'ft-reponse-avertissement'],
      ...['--document', `avertissement=${letter}`, '--document', `preuves=${proofs.join(',')}`],
      ...['--channel', 'counter', '--channel', 'post', '--field', 'nom=Zoé Lefèvre-Brœuf'],
      ...['--field', 'adresse=3 rue des Exemples, 59800 LILLE', '--field', `destinataire=${addressee.join(', ')}`],
    ),
  );
  ({ number } = filed);
  expect(filed.deliveries.map(({ channel, state }) => [channel, state])).toEqual([
    ['counter', 'queued'],
    ['post', 'queued'],
  ]);
}, 120_000);
afterAll(() => place.remove());

const waiting = async (): Promise<unknown[]> =>
  answerOf(answers.outbox, await recepisse(place, 'outbox')).items.map(({ channel, state, nextAt }) => [
    channel,
    state,
    nextAt,
  ]);

describe('its paper pack', () => {
  it('is A4 in PDF 1.4: letter, bordereau, and every page with its stamp', async () => {
    const made = answerOf(packAnswer, await recepisse(place, 'pack', number, '--bundle', bundle, '--out', place.out));
    expect(made).toMatchObject({ number, sheets: 5, grams: 36, envelope: 'DL', upToGrams: 100 });
    ({ pack } = made);
    expect(tool('qpdf', '--check', pack)).toContain('No syntax or stream encoding errors');
    expect(tool('pdfinfo', pack)).toMatch(
      /Pages: +5\n[\s\S]*Page size: +595.28 x 841.89 pts \(A4\)[\s\S]*PDF version: +1\.4/,
    );
    expect(tool('pdfinfo', '-meta', pack)).toMatch(/<pdfaid:part>1<.*<pdfaid:conformance>B</s);
    for (const font of tool('pdffonts', pack).trim().split('\n').slice(2)) expect(font).toMatch(/yes +yes +yes/);
    const sheets = tool('pdftotext', '-layout', pack, '-').split('\f');
    expect(sheets[0]).toContain('Zoé Lefèvre-Brœuf');
    expect(sheets[0]).toContain('Lettre recommandée avec avis de réception');
    expect(sheets[1]).toMatch(/Bordereau/);
    expect(sheets[1]).toMatch(/2 ?à ?3/);
    for (const rank of [1, 2, 3]) expect(sheets[1 + rank]).toContain(`${number} · p. ${rank}/3`);
  }, 60_000);

  it('its addressee shows in the window of a DL envelope, and nothing else does', () => {
    const boxes = [
      ...tool('pdftotext', '-bbox', '-l', '1', pack, '-').matchAll(
        /xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)/g,
      ),
    ].map(([, x0, y0, x1, y1, word = '']) => ({
      left: mm(x0),
      top: mm(y0),
      right: mm(x1),
      bottom: mm(y1),
      word,
    }));
    // A window of 100 × 45 mm, 20 mm from the right edge, 20 mm above the first fold (NF Z11-001), the sheet free to slip by 3 mm.
    const inWindow = boxes.filter(
      ({ left, right, top, bottom }) => right > 100 && left < 195 && bottom > 45 && top < 85,
    );
    expect(inWindow.map(({ word }) => word).join(' ')).toBe(addressee.join(' '));
    for (const { left, right, top, bottom } of inWindow)
      expect([left >= 103, right <= 192, top >= 48, bottom <= 82]).toEqual([true, true, true, true]);
  });

  it('marks where it folds, at 99 and 198 mm, outside the text', async () => {
    spawnSync('pdftoppm', ['-r', '254', '-gray', '-png', '-l', '1', pack, join(place.out, 'first')]);
    // 254 dots an inch: 10 dots a millimetre.
    const { data, info } = await sharp(join(place.out, 'first-1.png'))
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const inked = (x: number, y: number): boolean => (data[y * info.width + x] ?? 255) < 200;
    const marks = Array.from({ length: info.height }, (_, y) => y).filter((y) => inked(50, y));
    const middles = [marks.filter((y) => y < 1_500), marks.filter((y) => y >= 1_500)].map(
      (rows) => rows.reduce((sum, y) => sum + y, 0) / rows.length / 10,
    );
    expect(middles[0]).toBeCloseTo(99, 0);
    expect(middles[1]).toBeCloseTo(198, 0);
  });
});

describe('the number on the slip', () => {
  it('nothing is sent before: post waits for a person, and so does the counter', async () => {
    expect(await waiting()).toEqual([
      ['counter', 'queued', null],
      ['post', 'queued', null],
    ]);
  });

  it.each([
    ['RA473124828FR', 'wrong-check-digit', /compare each character/],
    ['K7P2-9QXM-4', 'not-a-registered-number', /13 characters/],
  ])(
    '%s is refused with a plain sentence, and nothing is recorded',
    async (reference, code, sentence) => {
      const before = await waiting();
      const run = await recepisse(
        place,
        'confirm',
        number,
        '--channel',
        'post',
        '--reference',
        reference,
        '--bundle',
        bundle,
      );
      expect(faultOf(run)).toEqual({ code, message: expect.stringMatching(sentence) as string });
      expect(await waiting()).toEqual(before);
    },
    30_000,
  );

  it('the right one makes it sent, and the second receipt says so and cites the first', async () => {
    const run = await recepisse(
      place,
      ...['confirm', number, '--channel', 'post', '--reference', 'ra 473 124 829 fr', '--bundle', bundle],
      ...['--out', place.out],
    );
    const { qr, paths, states } = answerOf(observed, run);
    expect(states).toContainEqual(expect.objectContaining({ state: 'sent', reference: 'RA473124829FR' }));
    expect(tool('pdftotext', '-layout', paths.pdf ?? '', '-')).toContain('RA473124829FR');
    for (const receipt of [qr, paths.receipt ?? '', paths.pdf ?? ''])
      expect(answerOf(answers.verify, await verifyByKey(place, receipt))).toMatchObject({
        valid: true,
        number,
        pages: 3,
      });
    expect(await waiting()).toEqual([['counter', 'queued', null]]);
  }, 60_000);

  it('an address of 500 letters and commas stays in its place', async () => {
    const [letter = ''] = await drawSpecimens(place.root, 1);
    const long = 'Rue,'.repeat(125);
    const filed = answerOf(
      answers.file,
      await recepisse(
        place,
        ...['file', '--bundle', bundle, '--procedure', 'ft-reponse-avertissement', '--channel', 'post'],
        ...['--document', `avertissement=${letter}`, '--document', `preuves=${letter}`],
        ...['--field', 'nom=Zoé', '--field', `adresse=${long}`, '--field', `destinataire=${long}`],
      ),
    );
    const made = await recepisse(place, 'pack', filed.number, '--bundle', bundle, '--out', place.out);
    expect(answerOf(packAnswer, made)).toMatchObject({ sheets: 4 });
    const page = tool('pdftotext', '-layout', '-l', '1', answerOf(packAnswer, made).pack, '-');
    expect(page).toContain('Madame, Monsieur');
  }, 60_000);

  it('a filing that does not leave by post has no pack', async () => {
    const [letter = ''] = await drawSpecimens(place.root, 1);
    const filed = answerOf(
      answers.file,
      await recepisse(place, 'file', '--procedure', 'msa-envoi-document', '--document', `document_demande=${letter}`),
    );
    const run = await recepisse(place, 'pack', filed.number, '--out', place.out);
    expect(faultOf(run).code).toBe('not-by-post');
  }, 60_000);
});

const mm = (points: string | undefined): number => (Number(points) * 25.4) / 72;
