import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bundle, codeOf, must, newVisit, type TestVisit } from './a-visit.ts';
import { sheet } from './paper-scanner.ts';

/** A small page has more bytes than this with what a file needs beside it. */
const tight = { maxBytes: 11_500, minDpi: 200, maxFiles: null, source: null } as const;
const post = { ...bundle.channels.post, file: tight };
const narrow = { ...bundle, channels: { ...bundle.channels, post } };

let desk: TestVisit;
beforeEach(async () => {
  desk = await newVisit({ bundle: narrow });
});
afterEach(() => desk.close());

it('a channel that takes no file of it is refused by its name; nothing is lost, and the filing leaves by another', async () => {
  const procedure = 'ft-reponse-avertissement';
  must(await desk.client.call('begin', { procedure }));
  for (const document of ['avertissement', 'preuves']) {
    desk.scanner.pile = [await sheet(1)];
    must(await desk.client.call('scan', { document }));
  }
  for (const code of ['nom', 'adresse', 'destinataire'])
    must(await desk.client.call('setField', { code, value: 'Nina, 1 rue X' }));
  const sealed = (): string[] => {
    const [draft = ''] = readdirSync(desk.vaultFolder);
    return readdirSync(join(desk.vaultFolder, draft)).sort();
  };
  const before = sealed();
  expect(codeOf(await desk.client.call('record', { channels: ['counter', 'post'] }))).toBe('does-not-fit');
  expect(sealed()).toEqual(before);
  expect(desk.core.store.all('SELECT id FROM filings')).toEqual([]);
  const review = must(await desk.client.call('review', {}));
  const picture = await desk.visit.picture(review.documents[0]?.pages[0]?.image.split('/').pop() ?? '');
  expect(picture?.type).toBe('image/jpeg');
  expect(must(await desk.client.call('record', { channels: ['counter'] })).pages).toBe(2);
});
