import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a program says of a PDF. */
export async function tool(name: string, ...args: string[]): Promise<string> {
  return (await run(name, args, { timeout: 60_000, maxBuffer: 1 << 26 })).stdout;
}

/** The words of a PDF as they lie on its pages, every space alike. */
export const textOf = async (file: string): Promise<string> => words(await tool('pdftotext', '-layout', file, '-'));
export const words = (text: string): string => text.replace(/[\s\u00a0\u202f]+/g, ' ');

/** Words of the PDF whose boxes cross each other, or a margin of 5 mm. */
export function overlaps(bbox: string): { words: number; problems: string[] } {
  const problems: string[] = [];
  let total = 0;
  bbox
    .split('<page ')
    .slice(1)
    .forEach((page, i) => {
      const boxes = [...page.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)/g)].map(
        ([, x0, y0, x1, y1, word]) => ({ x0: Number(x0), y0: Number(y0), x1: Number(x1), y1: Number(y1), word }),
      );
      total += boxes.length;
      // The demonstration's banner is a dark bar, 3 points higher than its words: nothing may lie under it.
      const banner = Math.max(...boxes.filter(({ word }) => word === 'DÉMONSTRATION').map(({ y0 }) => y0)) - 3;
      for (const a of boxes) {
        if (a.y0 < banner && a.y1 > banner) problems.push(`page ${i + 1}: ${a.word} under the banner`);
        if (a.x0 < 14 || a.x1 > 581 || a.y0 < 5 || a.y1 > 837)
          problems.push(`page ${i + 1}: ${a.word} leaves the page`);
        for (const b of boxes) {
          if (a === b) continue;
          const wide = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
          // Boxes are as high as the font's tallest letter: neighbouring lines touch by a little.
          const high = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0);
          const allowed = 0.45 * Math.min(a.y1 - a.y0, b.y1 - b.y0);
          if (wide > 1 && high > allowed) problems.push(`page ${i + 1}: ${a.word} over ${b.word}`);
        }
      }
    });
  return { words: total, problems };
}
