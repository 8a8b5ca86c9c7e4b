import { tmpdir } from 'node:os';
import { buildPress } from './press.ts';

/** A4 at this resolution is 1654 × 2339 pixels. */
const specimenDpi = 200;

/** JPEG pages « exemplaire i », for i from `first`, each clearly different from every other; the same i, the same bytes. */
export async function* specimenPages(
  count: number,
  { first = 1, dpi = specimenDpi, tmpRoot = tmpdir() } = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const press = buildPress(tmpRoot);
  try {
    for (let index = first; index < first + count; index++) {
      const drawn = await press.draw({ sheet: { paper: index, blemish: 'none' }, dpi, format: 'jpeg' });
      if (!drawn.ok) throw new Error(`the drawing process failed: ${drawn.fault}`);
      yield drawn.value;
    }
  } finally {
    press.close();
  }
}

/** One page « exemplaire i », as a JPEG at 200 dpi. For several, `specimenPages` starts its process once. */
export async function specimenPage(index: number): Promise<Uint8Array> {
  for await (const page of specimenPages(1, { first: index })) return page;
  throw new Error('specimenPages yields what it is asked for');
}
