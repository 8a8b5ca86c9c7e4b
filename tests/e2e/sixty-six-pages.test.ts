import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pageImages } from '../../main/pages/page-images.ts';
import { answerOf, answers, faultOf, newPlace, pathsOf, recepisse, verifyByKey } from './cli.ts';
import { drawSpecimens } from './pages.ts';

/** 66 pages sent and 7 counted is what this project exists for. */
const place = newPlace('sixty-six');
const filed: { sixtySix: Filed; three: Filed }[] = [];
type Filed = ReturnType<typeof answers.file.parse>;
const sixtySix = (): Filed => first().sixtySix;
const three = (): Filed => first().three;
function first(): { sixtySix: Filed; three: Filed } {
  const [filings] = filed;
  if (!filings) throw new Error('nothing was filed');
  return filings;
}

beforeAll(async () => {
  const specimens = await drawSpecimens(place.root, 66);
  const file = async (...args: string[]): Promise<Filed> =>
    answerOf(answers.file, await recepisse(place, 'file', '--out', place.out, ...args));
  filed.push({
    sixtySix: await file('--procedure', 'msa-envoi-document', '--document', `document_demande=${specimens.join(',')}`),
    three: await file(
      ...['--procedure', 'caf-contestation', '--document', `decision=${specimens.slice(0, 3).join(',')}`],
      ...['--document', `lettre=${specimens[3]}`, '--document', `preuves=${specimens.slice(4, 8).join(',')}`],
    ),
  });
}, 300_000);
afterAll(() => place.remove());

describe('66 distinct pages in one document', () => {
  it('the answer says 66', () => {
    expect(sixtySix()).toMatchObject({
      state: 'prepared',
      pages: 66,
      documents: [{ code: 'document_demande', pages: 66 }],
      printed: 'printed',
      deliveries: [{ channel: 'counter', state: 'queued', reference: null }],
    });
  });

  it.each(['qr', 'receipt', 'pdf'] as const)('%s: valid with the public key alone, and says 66', async (form) => {
    const receipt = form === 'qr' ? sixtySix().qr : pathsOf(sixtySix())[form];
    expect(answerOf(answers.verify, await verifyByKey(place, receipt))).toMatchObject({
      valid: true,
      problems: [],
      number: sixtySix().number,
      preparedAt: sixtySix().preparedAt,
      pages: 66,
    });
  });

  it('the manifest lists 66 pages, all different, under the hash that was answered', () => {
    const json = JSON.parse(readFileSync(pathsOf(sixtySix()).receipt, 'utf8')) as {
      manifest: { documents: { pages: { page: string; original: string }[] }[] };
    };
    const pages = json.manifest.documents.flatMap((document) => document.pages);
    expect(new Set(pages.map(({ page }) => page)).size).toBe(66);
    expect(new Set(pages.map(({ original }) => original)).size).toBe(66);
    // RFC 8785 writes an object the same wherever it stands, so the manifest's bytes are these.
    const manifest = JSON.stringify(json.manifest);
    expect(createHash('sha256').update(manifest).digest('hex')).toBe(sixtySix().manifestHash);
  });

  it('the A4 says it in words, and the delivered file has 66 stamped pages', () => {
    expect(pdfText(pathsOf(sixtySix()).pdf)).toMatch(/66\s+pages/);
    const [delivered = ''] = readdirSync(pathsOf(sixtySix()).documents);
    const text = pdfText(join(pathsOf(sixtySix()).documents, delivered));
    for (const page of [1, 7, 66]) expect(text).toContain(`${sixtySix().number} · p. ${page}/66`);
  });

  it('--documents with the delivered file says valid; with one page of the 66 changed it names that page', async () => {
    expect(await problemsOf(sixtySix(), () => undefined)).toEqual([]);
    for (const page of [1, 42, 66]) {
      const problems = await problemsOf(sixtySix(), (folder) => flipInImage(folder, 'document_demande', page));
      expect(problems).toEqual([['page-changed', expect.stringMatching(`^Page ${page} of « document_demande »`)]]);
    }
  });
});

describe('papers beside a receipt of three documents', () => {
  it('renamed and shuffled: valid, since files are matched by hash, never by name', async () => {
    const problems = await problemsOf(three(), (folder) => {
      for (const name of readdirSync(folder)) {
        copyFileSync(join(folder, name), join(folder, `${createHash('md5').update(name).digest('hex')}.bin`));
        rmSync(join(folder, name));
      }
    });
    expect(problems).toEqual([]);
  });

  it('two files under each other’s names: valid', async () => {
    const problems = await problemsOf(three(), (folder) => {
      const [decision, proofs] = [bytesOf(folder, 'decision'), bytesOf(folder, 'preuves')];
      writeFileSync(pathOf(folder, 'decision'), proofs);
      writeFileSync(pathOf(folder, 'preuves'), decision);
    });
    expect(problems).toEqual([]);
  });

  it('the scans themselves in place of a delivered file: valid', async () => {
    const problems = await problemsOf(three(), (folder) => {
      rmSync(pathOf(folder, 'lettre'));
      copyFileSync(join(place.root, 'specimen-4.jpg'), join(folder, 'photo.jpg'));
    });
    expect(problems).toEqual([]);
  });

  it.each<[mishap: string, change: (folder: string) => void | Promise<void>, code: string, detail: RegExp]>([
    ['one byte in an image', (folder) => flipInImage(folder, 'preuves', 3), 'page-changed', /^Page 3 of « preuves »/],
    [
      'one byte in the title',
      (folder) => flipAt(folder, 'preuves', 'Producer', 12),
      'file-changed',
      /« preuves » .*outside its page images/,
    ],
    [
      'one byte in the page tree',
      (folder) => flipAt(folder, 'decision', '/Kids', 2),
      'file-changed',
      /« decision » .*cannot be read/,
    ],
    [
      'one byte at the very end',
      (folder) =>
        writeFileSync(pathOf(folder, 'lettre'), Buffer.concat([bytesOf(folder, 'lettre'), Buffer.from('\n')])),
      'file-changed',
      /« lettre »/,
    ],
    ['a missing file', (folder) => rmSync(pathOf(folder, 'lettre')), 'file-missing', /« lettre »/],
    ['an added text', (folder) => writeFileSync(join(folder, 'note.txt'), 'ajout'), 'file-added', /note\.txt/],
    [
      'an added file of another filing',
      (folder) => copyFileSync(pathOf(pathsOf(sixtySix()).documents, 'document_demande'), join(folder, 'autre.pdf')),
      'file-added',
      /autre\.pdf/,
    ],
    [
      'two pages swapped',
      (folder) => reorder(folder, 'preuves', [0, 2, 1, 3]),
      'pages-swapped',
      /Pages 2, 3 of « preuves »/,
    ],
    ['a page removed', (folder) => reorder(folder, 'preuves', [0, 2, 3]), 'page-missing', /^Page 2 of « preuves »/],
    ['a page twice', (folder) => reorder(folder, 'preuves', [0, 1, 2, 3, 3]), 'page-added', /^Page 5 .*« preuves »/],
    [
      'a page of another document put in',
      (folder) => reorder(folder, 'preuves', [0, 1, 2, 3], 'lettre'),
      'page-added',
      /^Page 5 .*« preuves »/,
    ],
    [
      'an empty folder',
      (folder) => rmSync(folder, { recursive: true }) ?? void mkdirSync(folder),
      'file-missing',
      /« decision »/,
    ],
  ])('%s is named', async (_, change, code, detail) => {
    const problems = await problemsOf(three(), change);
    expect(problems[0]).toEqual([code, expect.stringMatching(detail)]);
    expect(problems).toHaveLength(_ === 'an empty folder' ? 3 : 1);
  });

  it('the QR text alone cannot tell pages: it says so instead of saying valid', async () => {
    const fault = faultOf(await verifyByKey(place, three().qr, '--documents', pathsOf(three()).documents));
    expect(fault).toEqual({ code: 'needs-manifest', message: expect.stringMatching(/JSON file or its PDF/) as string });
  });
});

describe('the agency counts 7 of the 66', () => {
  const day = new Date().toISOString().slice(0, 10);
  const observed = answers.status.extend({
    qr: answers.file.shape.qr,
    paths: answers.file.shape.paths.extend({ claim: z.string().nullable() }),
  });
  const acknowledge = async (...more: string[]): Promise<z.infer<typeof observed>> =>
    answerOf(
      observed,
      await recepisse(
        place,
        'acknowledge',
        sixtySix().number,
        '--number',
        'MSA-77',
        '--date',
        day,
        '--out',
        place.out,
        ...more,
      ),
    );
  /** Page hashes of the manifest, in order. */
  const hashes = (): string[] => {
    const { manifest } = JSON.parse(readFileSync(pathsOf(sixtySix()).receipt, 'utf8')) as {
      manifest: { documents: { pages: { page: string }[] }[] };
    };
    return manifest.documents.flatMap(({ pages }) => pages.map(({ page }) => page));
  };
  const lettered = (path: string | null): string => pdfText(path ?? '').replace(/[\s\u00a0\u202f]+/g, ' ');
  const isValid = async (qr: string): Promise<void> =>
    expect(answerOf(answers.verify, await verifyByKey(place, qr))).toMatchObject({ valid: true, pages: 66 });

  it('the letter says 59 are missing, lists all 66 by number and hash, and asks which are held: it names none', async () => {
    const { qr, paths, states } = await acknowledge('--pages', '7');
    expect(states.map(({ state }) => state)).toContain('mismatch');
    const letter = lettered(paths.claim);
    expect(letter).toContain('66 pages envoyées, 7 comptées : 59 manquent.');
    expect(letter).toContain('MSA-77');
    hashes().forEach((hash, index) => {
      expect(letter.includes(` ${index + 1} 1 ${hash} oui / non`), `page ${index + 1}`).toBe(true);
    });
    expect(letter).toContain('quelles pages vous avez');
    expect(letter).not.toMatch(/MANQUE|Il manque/);
    expect(pdfText(paths.pdf ?? '')).toContain('ÉCART');
    await isValid(qr);
    await isValid(sixtySix().qr);
  }, 120_000);

  it('once the agency says that it holds pages 1 to 7, the letter names the 59', async () => {
    const { qr, paths } = await acknowledge('--pages', '7', '--pages-held', '1-7');
    const letter = lettered(paths.claim);
    expect(letter).toContain('vous avez les pages 1 à 7.');
    expect(letter).toContain('Il manque 59 pages : 8 à 66.');
    expect(letter.match(/ MANQUE/g)).toHaveLength(59);
    hashes().forEach((hash, index) => {
      expect(letter.includes(`${hash} ${index < 7 ? 'oui' : 'MANQUE'}`), `page ${index + 1}`).toBe(true);
    });
    await isValid(qr);
  }, 120_000);

  it('a count that is right makes no letter', async () => {
    const counted = await recepisse(
      place,
      'acknowledge',
      three().number,
      '--number',
      'CAF-1',
      '--date',
      day,
      '--pages',
      '8',
      '--out',
      place.out,
    );
    expect(answerOf(observed, counted).paths.claim).toBeNull();
  }, 60_000);
});

/** Problems that both JSON and PDF find in a copy of a filing's documents that was changed. */
async function problemsOf(
  filing: Filed,
  change: (folder: string) => void | Promise<void>,
): Promise<[code: string, detail: string][]> {
  const folder = join(place.root, 'held');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const { documents, receipt, pdf } = pathsOf(filing);
  for (const name of readdirSync(documents)) copyFileSync(join(documents, name), join(folder, name));
  await change(folder);
  const [fromJson, fromPdf] = await Promise.all(
    [receipt, pdf].map(async (path) => {
      const run = await verifyByKey(place, path, '--documents', folder);
      const answer = answerOf(answers.verify, run, run.exit === 1 ? 1 : 0);
      expect(answer.valid).toBe(run.exit === 0);
      return answer.problems.map(({ code, detail }): [string, string] => [code, detail]);
    }),
  );
  expect(fromPdf).toEqual(fromJson);
  return fromJson ?? [];
}

function pathOf(folder: string, code: string): string {
  const name = readdirSync(folder).find((candidate) => candidate.endsWith(`-${code}.pdf`));
  if (name === undefined) throw new Error(`no file of ${code}`);
  return join(folder, name);
}
const bytesOf = (folder: string, code: string): Buffer => readFileSync(pathOf(folder, code));

function flip(folder: string, code: string, at: number): void {
  const bytes = bytesOf(folder, code);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(pathOf(folder, code), bytes);
}

/** Changes one bit in the middle of a page's JPEG (page from 1). */
async function flipInImage(folder: string, code: string, page: number): Promise<void> {
  const bytes = bytesOf(folder, code);
  const images = await pageImages(bytes);
  const image = images.ok ? images.value[page - 1] : undefined;
  if (!image) throw new Error(`no image of page ${page}`);
  flip(folder, code, bytes.indexOf(image) + (image.length >> 1));
}

/** Changes one bit `offset` bytes after the only place where `word` stands. */
function flipAt(folder: string, code: string, word: string, offset: number): void {
  const at = bytesOf(folder, code).indexOf(word);
  if (at < 0) throw new Error(`no ${word}`);
  flip(folder, code, at + offset);
}

/** Rewrites a document's file with these of its pages (from 0), then with the first page of `more`. */
async function reorder(folder: string, code: string, order: readonly number[], more?: string): Promise<void> {
  const from = await PDFDocument.load(bytesOf(folder, code));
  const to = await PDFDocument.create();
  for (const page of await to.copyPages(from, [...order])) to.addPage(page);
  if (more !== undefined) {
    const [page] = await to.copyPages(await PDFDocument.load(bytesOf(folder, more)), [0]);
    if (page) to.addPage(page);
  }
  writeFileSync(pathOf(folder, code), await to.save());
}

const pdfText = (path: string): string => String(spawnSync('pdftotext', ['-layout', path, '-']).stdout);
