import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import sharp from 'sharp';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildSealer, buildVault, type Sealer, type Vault } from '../../../../main/filings/vault.ts';
import type { PageImage } from '../../../../main/pages/intake.ts';
import { defaultPageLimits, reducedJpegQuality } from '../../../../main/pages/limits.ts';
import type { PackLimits } from '../../../../main/pages/pack-plan.ts';
import { pageImages } from '../../../../main/pages/page-images.ts';
import type { Draft } from '../../../../main/visits/draft.ts';
import { buildPageSealer, type PageToSeal } from '../../../../main/visits/draft-page.ts';
import { discardImages, packDraft } from '../../../../main/visits/pack-draft.ts';
import { storedFiles } from '../../../../main/visits/stored-files.ts';
import type { Manifest, ManifestDocument } from '../../../../shared/filing.ts';
import { sample, tmpfsFolder, writeIn } from '../pages/samples.ts';
import { must } from './a-visit.ts';

const root = tmpfsFolder();
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const command = (name: string, ...args: string[]): string => execFileSync(name, args, { encoding: 'utf8' });

/** Two scanned pages, A4 at 200 dpi, as a kiosk keeps them that has a channel for small files: both sizes from the same pixels. */
let taken: readonly (PageToSeal & { readonly reduced: PageImage })[] = [];
beforeAll(async () => {
  taken = await Promise.all(
    ['lept-1555.003.jpg', 'ocrmypdf-linn.png'].map(async (name) => {
      const size = { widthPx: 1654, heightPx: 2339 };
      const pixels = await sharp(sample(name)).resize(size.widthPx, size.heightPx, { fit: 'fill' }).png().toBuffer();
      const at = async (quality: number): Promise<PageImage> => {
        const jpeg = await sharp(pixels).jpeg({ quality, chromaSubsampling: '4:2:0' }).toBuffer();
        return { jpeg, sha256: sha256(jpeg), ...size };
      };
      const original = { bytes: pixels, sha256: sha256(pixels), mediaType: 'image/png' } as const;
      return {
        original,
        image: await at(defaultPageLimits.jpegQuality),
        reduced: await at(reducedJpegQuality),
      };
    }),
  );
});

let vault: Vault;
let sealer: Sealer;
let draft: Draft;
/** Twelve pages in one document, then one in another. */
beforeEach(() => {
  const id = randomBytes(16).toString('hex');
  const filingKey = new Uint8Array(randomBytes(32));
  const folder = `${root}/vault`;
  mkdirSync(folder, { recursive: true });
  vault = buildVault(folder);
  sealer = buildSealer(filingKey, id);
  const pageSealer = buildPageSealer(vault, sealer);
  const sealed = Array.from({ length: 13 }, (_, i) => {
    const page = taken[i % 2];
    if (!page) throw new Error('no page');
    return must(pageSealer.page(page)).page;
  });
  draft = {
    id,
    filingKey,
    sealer,
    documents: [
      { code: 'preuves', pages: sealed.slice(0, 12) },
      { code: 'lettre', pages: sealed.slice(12) },
    ],
  };
});

const number = 'K7P2-9QXM-4';
const pack = (limits: Partial<PackLimits>) =>
  packDraft(draft, {
    number,
    createdAt: new Date('2026-11-23T10:00:00Z'),
    vault,
    limits: { maxBytes: null, minDpi: 200, maxFiles: null, ...limits },
    pageLimits: defaultPageLimits,
  });

const bytesOf = (pages: readonly { jpeg: Uint8Array }[]): number =>
  pages.reduce((sum, { jpeg }) => sum + jpeg.length, 0);
const whole = (): number => 6 * bytesOf(taken.map(({ image }) => image));
const reduced = (): number => 6 * bytesOf(taken.map((page) => page.reduced));

/** Opens what was packed, and holds it against the manifest: hashes, sizes, every page in its order. */
async function expectPacked(documents: readonly ManifestDocument[]): Promise<void> {
  const files = storedFiles(vault, sealer, { documents } as Manifest).map(({ name, read }) => ({
    name,
    bytes: must(read()),
  }));
  const stated = documents.flatMap((document) => document.files);
  expect(files.map(({ name, bytes }) => [name, bytes.length, sha256(bytes)])).toEqual(
    stated.map((file) => [file.name, file.bytes, file.sha256]),
  );
  const images: string[] = [];
  for (const [i, { bytes }] of files.entries()) {
    const found = must(await pageImages(bytes));
    expect(found).toHaveLength(stated[i]?.pages ?? -1);
    images.push(...found.map(sha256));
  }
  expect(images).toEqual(documents.flatMap(({ pages }) => pages.map(({ page }) => page)));
  expect(readdirSync(`${root}/vault/${draft.id}`).filter((name) => name.startsWith('file-'))).toHaveLength(
    files.length,
  );
}

describe('a document and the files of its channel', () => {
  it('no limit: one file, every page as it was accepted', async () => {
    const documents = must(await pack({}));
    expect(documents.map(({ files }) => files.map(({ name }) => name))).toEqual([
      [`${number}-preuves.pdf`],
      [`${number}-lettre.pdf`],
    ]);
    expect(documents[0]?.pages.map(({ page }) => page)).toEqual(
      Array.from({ length: 12 }, (_, i) => taken[i % 2]?.image.sha256),
    );
    await expectPacked(documents);
  });

  it('a little too large: one file of leaner pages, made from the same pixels', async () => {
    const maxBytes = reduced() + 40_000;
    expect(maxBytes).toBeLessThan(whole());
    const documents = must(await pack({ maxBytes }));
    expect(documents[0]?.files.map(({ pages }) => pages)).toEqual([12]);
    expect(documents[0]?.pages.map(({ page }) => page)).toEqual(
      Array.from({ length: 12 }, (_, i) => taken[i % 2]?.reduced?.sha256),
    );
    // The other document fits as it is, and stays as it is.
    expect(documents[1]?.pages.map(({ page }) => page)).toEqual([taken[0]?.image.sha256]);
    await expectPacked(documents);
  });

  it('much too large: files of whole pages, none of them worse than it was', async () => {
    const documents = must(await pack({ maxBytes: 2_000_000 }));
    const [proofs] = documents;
    const count = proofs?.files.length ?? 0;
    expect(count).toBeGreaterThan(1);
    expect(proofs?.files.map(({ name }) => name)).toEqual(
      Array.from({ length: count }, (_, i) => `${number}-preuves-${i + 1}-of-${count}.pdf`),
    );
    expect(proofs?.files.every(({ bytes }) => bytes <= 2_000_000)).toBe(true);
    expect(proofs?.pages.map(({ page }) => page)).toEqual(
      Array.from({ length: 12 }, (_, i) => taken[i % 2]?.image.sha256),
    );
    await expectPacked(documents);
  });

  it('stamps go on from file to file, over the whole filing', async () => {
    const documents = must(await pack({ maxBytes: 2_000_000 }));
    const text = storedFiles(vault, sealer, { documents } as Manifest)
      .map(({ name, read }) => command('pdftotext', writeIn(root, name, must(read())), '-'))
      .join('');
    const stamps = [...text.matchAll(/p\. (\d+)\/13/g)].map(([, rank]) => Number(rank));
    expect(stamps).toEqual(Array.from({ length: 13 }, (_, i) => i + 1));
  });

  it('150 dpi only where the channel takes that', async () => {
    const maxBytes = Math.round(0.9 * reduced());
    const allowed = must(await pack({ maxBytes, minDpi: 150 }));
    expect(allowed[0]?.files).toHaveLength(1);
    const images = must(await pageImages(must(vault.get(sealer, 'file', 0))));
    for (const image of images) {
      const { width, height } = await sharp(image).metadata();
      // A4 at 150 dpi: 1240 × 1754.
      expect(Math.max(width / 1240, height / 1754)).toBeCloseTo(1, 2);
    }
    await expectPacked(allowed);
    const strict = must(await pack({ maxBytes }));
    expect(strict[0]?.files.length).toBeGreaterThan(1);
    await expectPacked(strict);
  });

  it('a limit of files is kept with leaner pages, or else refused with what to do', async () => {
    const maxBytes = Math.round(reduced() / 2) + 400_000;
    const two = must(await pack({ maxBytes, maxFiles: 2 }));
    expect(two[0]?.files).toHaveLength(2);
    await expectPacked(two);
    const none = await pack({ maxBytes: 1_000_000, maxFiles: 2 });
    expect(none).toMatchObject({ ok: false, fault: { code: 'does-not-fit' } });
    expect(none.ok ? '' : none.fault.message).toMatch(
      /^The document "preuves" needs \d+ files.*takes 2.*parts.*no page is lost/,
    );
  });

  it('one page alone too large: it is named, nothing is lost, and another channel takes the same draft', async () => {
    const refused = await pack({ maxBytes: 150_000 });
    expect(refused).toMatchObject({ ok: false, fault: { code: 'does-not-fit' } });
    expect(refused.ok ? '' : refused.fault.message).toMatch(/^Page [12] of "preuves" alone has 0\.\d MB/);
    expect(readdirSync(`${root}/vault/${draft.id}`).filter((name) => name.startsWith('image-'))).toHaveLength(13);
    await expectPacked(must(await pack({})));
  });

  it('a second attempt that needs fewer files leaves none of the first', async () => {
    expect(must(await pack({ maxBytes: 1_000_000 }))[0]?.files.length).toBeGreaterThan(2);
    await expectPacked(must(await pack({})));
  });

  it('a page that was changed on the disk is a fault, and no file is made of it', async () => {
    const path = `${root}/vault/${draft.id}/image-0003`;
    writeFileSync(path, randomBytes(1_000));
    expect(await pack({})).toMatchObject({ ok: false, fault: { code: 'data-damaged' } });
    expect(readdirSync(`${root}/vault/${draft.id}`).filter((name) => name.startsWith('file-'))).toEqual([]);
  });

  it('other work has its turn after every page', async () => {
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 0);
    const seen: string[] = [];
    must(
      await packDraft(draft, {
        number,
        createdAt: new Date(0),
        vault,
        limits: { maxBytes: null, minDpi: 200, maxFiles: null },
        pageLimits: defaultPageLimits,
        onPage: (packed, total) => seen.push(`${packed}/${total}`),
      }),
    );
    clearInterval(timer);
    expect(seen).toEqual(Array.from({ length: 13 }, (_, i) => `${i + 1}/13`));
    expect(turns).toBeGreaterThanOrEqual(2);
  });

  it('once it is recorded, pages stand in the delivered files alone', async () => {
    must(await pack({ maxBytes: Math.round(0.9 * reduced()), minDpi: 150 }));
    await discardImages(draft, vault);
    const kinds = new Set(readdirSync(`${root}/vault/${draft.id}`).map((name) => name.split('-')[0]));
    expect(kinds).toEqual(new Set(['file', 'page']));
  });
});
