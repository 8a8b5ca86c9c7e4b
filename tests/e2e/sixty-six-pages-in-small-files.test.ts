import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../shared/filing.ts';
import { openPacket } from '../faults/counter-folder.ts';
import { answerOf, answers, demoChannels, newPlace, pathsOf, recepisse, verifyByKey, writeBundle } from './cli.ts';
import { drawSpecimens } from './pages.ts';

/** 66 pages for a channel that takes 2 MB a file: they leave as several files, and none of them can be lost unseen. */
const place = newPlace('small-files');
const maxBytes = 2_000_000;
let filing: ReturnType<typeof answers.file.parse>;
let bundle: string;
beforeAll(async () => {
  const { counter, ...others } = demoChannels();
  bundle = writeBundle(place, 'small.json', { channels: { ...others, counter: { ...counter, file: { maxBytes } } } });
  const sheets = await drawSpecimens(place.root, 6);
  const pages = await Promise.all(
    Array.from({ length: 66 }, async (_, i) => {
      const page = join(place.root, `page-${i + 1}.jpg`);
      // Each a shade darker: another page for every hash, at a tenth of the time that drawing one takes.
      await sharp(sheets[i % 6])
        .linear(1, -i)
        .jpeg({ quality: 85 })
        .toFile(page);
      return page;
    }),
  );
  const document = `document_demande=${pages.join(',')}`;
  const args = ['--procedure', 'msa-envoi-document', '--document', document, '--out', place.out, '--bundle', bundle];
  filing = answerOf(answers.file, await recepisse(place, 'file', ...args));
}, 300_000);
afterAll(() => place.remove());

const manifest = (): Manifest =>
  (JSON.parse(readFileSync(pathsOf(filing).receipt, 'utf8')) as { manifest: Manifest }).manifest;
const files = () => manifest().documents.flatMap((document) => document.files);
const delivered = (name: string): string => join(pathsOf(filing).documents, name);
const tool = (name: string, ...args: string[]) => spawnSync(name, args, { encoding: 'utf8' });

describe('66 pages under a limit of 2 MB a file', () => {
  it('leave as files of that size, whole pages in each, named in their order', () => {
    const count = files().length;
    expect(count).toBeGreaterThan(3);
    expect(files().map(({ name }) => name)).toEqual(
      Array.from({ length: count }, (_, i) => `${filing.number}-document_demande-${i + 1}-of-${count}.pdf`),
    );
    expect(files().reduce((sum, { pages }) => sum + pages, 0)).toBe(66);
    for (const { name, bytes, pages } of files()) {
      expect(statSync(delivered(name)).size).toBe(bytes);
      expect(bytes).toBeLessThanOrEqual(maxBytes);
      expect(tool('qpdf', '--show-npages', delivered(name)).stdout.trim()).toBe(String(pages));
    }
  });

  it('every page is stamped once, over all files', () => {
    const text = files()
      .map(({ name }) => tool('pdftotext', delivered(name), '-').stdout)
      .join('');
    const ranks = [...text.matchAll(/p\. (\d+)\/66/g)].map(([, rank]) => Number(rank));
    expect(ranks).toEqual(Array.from({ length: 66 }, (_, i) => i + 1));
  });

  it('the packet at the counter holds them all, and its index counts them', () => {
    const packet = openPacket(place.counter, filing.number);
    expect([...packet.keys()].sort()).toEqual(
      [...files().map(({ name }) => name), 'manifest.json', 'receipt.json'].sort(),
    );
    for (const { name, sha256 } of files()) expect(packet.get(name)).toBe(sha256);
    const index: unknown = JSON.parse(readFileSync(join(place.counter, `${filing.number}.json`), 'utf8'));
    expect(index).toMatchObject({ pages: 66, files: files().length + 2 });
  });

  it('the A4 receipt lists each file with its hash, and shows 66 small pictures', () => {
    const { pdf } = pathsOf(filing);
    const text = tool('pdftotext', '-layout', pdf, '-').stdout;
    for (const { name, sha256 } of files()) {
      expect(text).toContain(name);
      expect(text.replaceAll(/\s/g, '')).toContain(sha256);
    }
    const pictures = tool('pdfimages', '-list', pdf)
      .stdout.split('\n')
      .filter((row) => / jpeg /.test(row));
    expect(pictures).toHaveLength(66);
  });

  const problemsWith = async (change: (folder: string) => void) => {
    const held = join(place.root, 'held');
    rmSync(held, { recursive: true, force: true });
    mkdirSync(held);
    for (const name of readdirSync(pathsOf(filing).documents)) copyFileSync(delivered(name), join(held, name));
    change(held);
    const said = [];
    for (const receipt of [pathsOf(filing).receipt, pathsOf(filing).pdf]) {
      const run = await verifyByKey(place, receipt, '--documents', held);
      said.push(
        answerOf(answers.verify, run, run.exit === 1 ? 1 : 0).problems.map(({ code, detail }) => [code, detail]),
      );
    }
    expect(said[1]).toEqual(said[0]);
    return said[0];
  };

  it('verify holds with all of them; without one it says which, and with a page less in one it says that page', async () => {
    expect(await problemsWith(() => undefined)).toEqual([]);
    const third = files()[2]?.name ?? '';
    expect(await problemsWith((held) => rmSync(join(held, third)))).toEqual([
      ['file-missing', `The file of « document_demande » (${third}) is not in the folder.`],
    ]);
    const shorter = (held: string): void => {
      const last = String((files()[2]?.pages ?? 0) - 1);
      tool('qpdf', delivered(third), '--pages', '.', `1-${last}`, '--', join(held, third));
    };
    expect(await problemsWith(shorter)).toEqual([
      ['page-missing', `Page ${files()[2]?.pages} of « document_demande » (${third}), held as ${third}, is missing.`],
    ]);
  });

  it('a later receipt is made from all of them', async () => {
    const out = join(place.root, 'later');
    const acknowledged = ['acknowledge', filing.number, '--number', 'MSA-1', '--date', '2026-11-30', '--pages', '7'];
    const run = await recepisse(place, ...acknowledged, '--out', out, '--bundle', bundle);
    expect(run.exit).toBe(0);
    const later = join(out, `${filing.number}-2.pdf`);
    const pictures = tool('pdfimages', '-list', later)
      .stdout.split('\n')
      .filter((row) => / jpeg /.test(row));
    expect(pictures).toHaveLength(66);
    expect(answerOf(answers.verify, await verifyByKey(place, later)).pages).toBe(66);
  });

  it('the files of one document are told apart by their identifiers', () => {
    const ids = files().map(({ name }) => /\/ID \[<(\w+)>/.exec(readFileSync(delivered(name), 'latin1'))?.[1]);
    expect(new Set(ids).size).toBe(files().length);
    const sums = files().map(({ name }) =>
      createHash('sha256')
        .update(readFileSync(delivered(name)))
        .digest('hex'),
    );
    expect(sums).toEqual(files().map(({ sha256 }) => sha256));
  });
});

describe('a page that no file of a channel can hold', () => {
  it('is named with what to do; nothing is recorded, and nothing is left in the vault', async () => {
    const { counter, ...others } = demoChannels();
    const tight = { ...others, counter: { ...counter, file: { maxBytes: 100_000 } } };
    const narrow = writeBundle(place, 'tight.json', { channels: tight });
    const before = readdirSync(join(place.data, 'vault'));
    const document = `document_demande=${join(place.root, 'page-1.jpg')}`;
    const args = ['--procedure', 'msa-envoi-document', '--document', document, '--bundle', narrow];
    const run = await recepisse(place, 'file', ...args);
    expect(run.exit).toBe(2);
    expect(JSON.parse(run.stderr)).toMatchObject({
      error: {
        code: 'does-not-fit',
        message: expect.stringMatching(/^Page 1 of "document_demande" alone has 0\.\d MB/),
      },
    });
    expect(readdirSync(join(place.data, 'vault'))).toEqual(before);
  });
});
