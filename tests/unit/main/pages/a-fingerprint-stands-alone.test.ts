import { deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { cellsOf } from '../../../../main/pages/checks/fingerprint.ts';
import { sample, takeAll } from './samples.ts';

it('what is kept of a page to know it again keeps nothing else of it in memory', async () => {
  const { pages } = await takeAll([sample('ocrmypdf-linn.png')]);
  const [page] = pages;
  expect(page?.fingerprint.buffer.byteLength).toBe(page?.fingerprint.length);
  expect(page?.fingerprint.length).toBeLessThan((page?.image.jpeg.length ?? 0) / 4);
});

it.each([
  ['nothing', new Uint8Array()],
  ['one byte', Uint8Array.of(9)],
  ['words', Buffer.from('no fingerprint')],
  ['more cells than it says, a bomb', Buffer.concat([Uint8Array.of(10, 10), deflateRawSync(Buffer.alloc(50_000_000))])],
  ['fewer cells than it says', Buffer.concat([Uint8Array.of(10, 10), deflateRawSync(Buffer.alloc(7))])],
])('%s has no cells', (_, print) => {
  expect(cellsOf(print)).toEqual({ columns: 0, rows: 0, ink: new Uint8Array() });
});
