import type { PageGeometry } from '../page-geometry.ts';
import type { RawPage } from './raw-page.ts';

/** The page turned clockwise by quarters: its pixels change places, none changes. */
export function quarterTurn(page: RawPage, degrees: PageGeometry['turn']): RawPage {
  if (degrees === 0) return page;
  const { data, width, height, channels } = page;
  const [w, h] = degrees === 180 ? [width, height] : [height, width];
  const out = new Uint8Array(data.length);
  // Where the first pixel of the result comes from, and how far one step right and one down lead in the source.
  const first = { 90: (height - 1) * width, 180: width * height - 1, 270: width - 1 }[degrees];
  const right = { 90: -width, 180: -1, 270: width }[degrees];
  const down = { 90: 1, 180: -width, 270: -1 }[degrees];
  for (let y = 0, o = 0; y < h; y++) {
    let at = (first + y * down) * channels;
    for (let x = 0; x < w; x++, at += right * channels)
      for (let k = 0; k < channels; k++) out[o++] = data[at + k] as number;
  }
  return { data: out, width: w, height: h, channels };
}
