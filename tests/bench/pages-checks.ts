// `node tests/bench/pages-checks.ts`: how long the checks of a page take, as a ratio to sharp's grey decode of the same page in the same run.
import { checkPage } from '../../main/pages/checks/check-page.ts';
import { unknownFacts } from '../../main/pages/page-facts.ts';
import { greyOfBytes, lyingStraight } from '../unit/main/pages/checks/grey-of-bytes.ts';
import { rawOf, type Specimen, specimen } from '../unit/main/pages/checks/specimens.ts';

const rounds = 20;
const names: readonly Specimen[] = ['letter', 'cerfa', 'table to the edges', 'squared paper'];

/** Least and median milliseconds: the least is the machine at its quietest. */
async function timed(work: () => unknown): Promise<{ least: number; median: number }> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    taken.push(performance.now() - start);
  }
  taken.sort((a, b) => a - b);
  return { least: taken[0] ?? 0, median: taken[rounds >> 1] ?? 0 };
}

for (const name of names) {
  const grey = await specimen(name, 300);
  const jpeg = await rawOf(grey).jpeg({ quality: 85 }).toBuffer();
  const decode = await timed(() => greyOfBytes(jpeg));
  for (const source of ['scanner', 'camera'] as const) {
    const checks = await timed(() => checkPage(grey, { ...unknownFacts, source }, lyingStraight));
    const ms = `${checks.least.toFixed(0)} ms least, ${checks.median.toFixed(0)} ms median`;
    const ratios = `${(checks.least / decode.least).toFixed(2)} and ${(checks.median / decode.median).toFixed(2)} of the decode`;
    console.log(
      `${name}, A4 at 300 dpi, ${source}: ${ms}; ${ratios} (${decode.least.toFixed(0)}, ${decode.median.toFixed(0)} ms)`,
    );
  }
}
