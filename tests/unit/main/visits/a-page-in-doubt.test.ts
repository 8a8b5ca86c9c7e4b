import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildImageWorker, type ImageWorker, type ImageWorkerParts } from '../../../../main/pages/image-worker.ts';
import type { PageCheck } from '../../../../shared/page-check.ts';
import { codeOf, must, newVisit, type TestVisit } from './a-visit.ts';
import { sheet } from './paper-scanner.ts';

const found = (name: PageCheck['name'], verdict: PageCheck['verdict']): PageCheck => ({
  name,
  score: 1,
  threshold: 2,
  verdict,
});
const blurred = [found('dark', 'good'), found('skewed', 'ask'), found('blurred', 'bad')];
const blank = [found('blank', 'ask')];

/** The project's own image process; what its checks say of the pages, in their order, stands here. */
let verdicts: PageCheck[][] = [];
let sheets = 0;
const judging = (parts: ImageWorkerParts): ImageWorker => {
  const worker = buildImageWorker(parts);
  const normalise: ImageWorker['normalise'] = async (index, facts) => {
    const image = await worker.normalise(index, facts);
    return image.ok ? { ok: true, value: { ...image.value, checks: verdicts.shift() ?? [] } } : image;
  };
  return { ...worker, normalise };
};

let desk: TestVisit;
beforeEach(async () => {
  verdicts = [];
  desk = await newVisit({ imageWorker: judging });
  must(await desk.client.call('begin', { procedure: 'ft-reponse-avertissement' }));
});
afterEach(() => desk.close());

async function scan(document: string, ...checks: PageCheck[][]): Promise<void> {
  verdicts = checks;
  // No sheet twice: that would be a doubt of its own.
  desk.scanner.pile = await Promise.all(checks.map(() => sheet(++sheets)));
  must(await desk.client.call('scan', { document }));
}
const pages = async (document = 'avertissement') =>
  must(await desk.client.call('review', {})).documents.find(({ code }) => code === document)?.pages ?? [];
const filesIn = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' });
const record = async () => codeOf(await desk.client.call('record', { channels: ['counter'] }));

describe('a page that the checks doubt', () => {
  it('comes with its verdict and its concerns, the weightiest first; good ones are settled', async () => {
    const told: unknown[] = [];
    desk.client.on('pageTaken', ({ rank, verdict, concerns, settled }) =>
      told.push([rank, verdict, concerns, settled]),
    );
    await scan('avertissement', [], blurred, blank);
    expect(told).toEqual([
      [1, 'good', [], true],
      [2, 'bad', ['blurred', 'skewed'], false],
      [3, 'ask', ['blank'], false],
    ]);
    expect((await pages()).map(({ settled }) => settled)).toEqual([true, false, false]);
  });

  it('says of each page that it is scanned, then that it is looked at', async () => {
    const told: string[] = [];
    desk.client.on('scanProgress', ({ page, phase }) => told.push(`${phase} ${page}`));
    await scan('avertissement', [], []);
    expect(told).toEqual(['scanning 1', 'checking 1', 'scanning 2', 'checking 2', 'scanning 3']);
  });

  it('is not recorded while it is neither good nor decided; kept as it is, it is', async () => {
    await scan('avertissement', blurred);
    await scan('preuves', [], blank);
    must(await desk.client.call('setField', { code: 'reception_avertissement', value: '2026-11-20' }));
    expect(must(await desk.client.call('review', {})).complete).toBe(false);
    expect(await record()).toBe('unsettled-page');
    must(await desk.client.call('keepPage', { page: (await pages())[0]?.id ?? '' }));
    expect(await record()).toBe('unsettled-page');
    must(await desk.client.call('keepPage', { page: (await pages('preuves'))[1]?.id ?? '' }));
    expect(must(await desk.client.call('review', {})).complete).toBe(true);
    expect(await record()).toBeNull();
    expect(codeOf(await desk.client.call('keepPage', { page: 'p1' }))).toBe('no-such-page');
  });

  it('is waiting still for a page that connects anew after a crash', async () => {
    await scan('avertissement', blank);
    const again = must(await desk.connectAgain().call('review', {}));
    expect(again.documents[0]?.pages).toMatchObject([{ concerns: ['blank'], settled: false }]);
  });
});

describe('one page scanned again', () => {
  it('takes the place of the old one, whose original is gone; the others stay where they were', async () => {
    await scan('avertissement', [], blurred, []);
    const before = await pages();
    const sealed = filesIn(desk.vaultFolder).length;
    desk.scanner.pile = [await sheet(9), await sheet(10)];
    const redone = must(await desk.client.call('redoPage', { page: before[1]?.id ?? '' }));
    expect(redone).toMatchObject({ rank: 2, verdict: 'good', settled: true, scans: 2 });
    expect(desk.scanner.pile).toHaveLength(1);
    const after = await pages();
    expect(after.map(({ id }) => id)).toEqual([before[0]?.id, redone.id, before[2]?.id]);
    expect(after.map(({ rank }) => rank)).toEqual([1, 2, 3]);
    expect(filesIn(desk.vaultFolder)).toHaveLength(sealed);
  });

  it('counts how often it was scanned, and has to be decided again', async () => {
    await scan('avertissement', blurred);
    const [first] = await pages();
    must(await desk.client.call('keepPage', { page: first?.id ?? '' }));
    desk.scanner.pile = [await sheet(9)];
    verdicts = [blurred];
    const redone = must(await desk.client.call('redoPage', { page: first?.id ?? '' }));
    expect(redone).toMatchObject({ verdict: 'bad', settled: false, scans: 2 });
  });

  it.each(['jam', 'no-paper', 'cover-open', 'io', 'disconnected', 'incomplete'] as const)(
    'on %s the old one stays, as it was',
    async (fault) => {
      await scan('avertissement', [], blurred);
      const before = (await pages()).map(({ image, ...page }) => page);
      desk.scanner.mishap = { at: 1, fault };
      desk.scanner.pile = [await sheet(9)];
      expect((await desk.client.call('redoPage', { page: before[1]?.id ?? '' })).ok).toBe(false);
      expect((await pages()).map(({ image, ...page }) => page)).toEqual(before);
      expect(codeOf(await desk.client.call('redoPage', { page: 'p99' }))).toBe('no-such-page');
    },
  );
});

describe('one page turned', () => {
  it('comes back on its side under a new name, in its place, still to be decided', async () => {
    await scan('avertissement', [], [found('turned', 'ask')], []);
    const old = (await pages())[1];
    const turned = must(await desk.client.call('turnPage', { page: old?.id ?? '', quarterTurns: 1 }));
    expect(turned).toMatchObject({ rank: 2, widthPx: old?.heightPx, heightPx: old?.widthPx, settled: false });
    expect(turned.id).not.toBe(old?.id);
    const drawn = await desk.visit.picture(turned.image.split('/').pop() ?? '');
    expect(drawn?.type).toBe('image/jpeg');
    expect((await pages())[1]?.id).toBe(turned.id);
    expect(codeOf(await desk.client.call('turnPage', { page: old?.id ?? '', quarterTurns: 1 }))).toBe('no-such-page');
  });
});
