import type { PageCheck } from '../../../shared/page-check.ts';
import { levelBelow, type PageView, type PaperTiles } from './page-view.ts';
import { rising } from './scale.ts';

/** The sensor is full: whatever was printed there is gone. */
const fullLevel = 250;
/** So much lighter than the paper elsewhere; a page that is white all over has no glare to be seen. */
const leastGain = 25;
/** Light falls off softly, a white box on tinted paper does not: of the tiles around, so many lie in between. */
const softShare = 0.5;

/** Score: per cent of the page under its largest shine. */
export function checkGlare({ paper }: PageView): PageCheck {
  const usual = levelBelow(paper.levels, 0.5);
  const least = Math.max(fullLevel, usual + leastGain);
  let largest = 0;
  for (const shine of patches(paper, least)) {
    const ring = around(shine, paper);
    const soft = ring.filter((tile) => (paper.levels[tile] ?? 0) > usual + 5).length;
    if (soft >= softShare * ring.length) largest = Math.max(largest, shine.length);
  }
  return rising('glare', (100 * largest) / paper.levels.length, { ask: 0.7, bad: 15 });
}

/** Groups of neighbouring tiles that reach a level. */
function patches({ levels, columns }: PaperTiles, least: number): number[][] {
  const seen = new Set<number>();
  const found: number[][] = [];
  levels.forEach((level, start) => {
    if (level < least || seen.has(start)) return;
    seen.add(start);
    const patch = [start];
    for (const tile of patch)
      for (const next of beside(tile, levels.length, columns))
        if (!seen.has(next) && (levels[next] ?? 0) >= least) {
          seen.add(next);
          patch.push(next);
        }
    found.push(patch);
  });
  return found;
}

function around(patch: readonly number[], { levels, columns }: PaperTiles): number[] {
  const inside = new Set(patch);
  const ring = patch.flatMap((tile) => beside(tile, levels.length, columns)).filter((tile) => !inside.has(tile));
  return [...new Set(ring)];
}

function beside(tile: number, count: number, columns: number): number[] {
  const column = tile % columns;
  const next = [tile - columns, tile + columns];
  if (column > 0) next.push(tile - 1);
  if (column < columns - 1) next.push(tile + 1);
  return next.filter((at) => at >= 0 && at < count);
}
