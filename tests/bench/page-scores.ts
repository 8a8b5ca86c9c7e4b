// `node tests/bench/page-scores.ts [paper]`: the score of a check against each strength of the fault it looks for, as the table of docs/pages.md.
import { checkPage } from '../../main/pages/checks/check-page.ts';
import { unknownFacts } from '../../main/pages/page-facts.ts';
import type { CheckName } from '../../shared/page-check.ts';
import * as faults from '../unit/main/pages/checks/degraded.ts';
import { lyingStraight } from '../unit/main/pages/checks/grey-of-bytes.ts';
import { type Specimen, specimen } from '../unit/main/pages/checks/specimens.ts';

const [paper = 'letter'] = process.argv.slice(2);
const sheet = await specimen(paper as Specimen);

const rows: readonly [string, CheckName, typeof faults.blurredBy, readonly number[]][] = [
  ['blur, σ in pixels', 'blurred', faults.blurredBy, [0, 0.67, 1, 1.5, 2, 2.5, 3, 4]],
  ['movement, pixels', 'blurred', faults.movedBy, [0, 2, 4, 8, 12, 16]],
  ['light missing', 'dark', faults.darkenedBy, [0, 0.2, 0.35, 0.45, 0.6, 0.75]],
  ['shadow at the right side', 'dark', faults.shadowedBy, [0, 0.4, 0.8, 0.95]],
  ['ink faded', 'washed-out', faults.fadedBy, [0, 0.3, 0.5, 0.65, 0.8, 0.88]],
  ['shine, share of the width', 'glare', faults.shoneOnBy, [0, 0.05, 0.1, 0.2, 0.4, 0.65]],
  ['left side lost, share of the width', 'cut', faults.cutBy, [0, 0.04, 0.08, 0.1, 0.14, 0.2]],
  ['corner over, share of the width', 'folded', faults.foldedBy, [0, 0.05, 0.1, 0.15, 0.25]],
  ['dots of a screen, levels', 'screen', faults.onScreenBy, [0, 2, 4, 8, 14]],
  ['grain, levels', 'blurred', faults.grainyBy, [0, 2, 4, 8]],
  ['JPEG, 100 less its quality', 'blurred', faults.squeezedBy, [0, 30, 50, 70, 85]],
];

console.log('| spoilt by | check | strength: score, verdict |\n| --- | --- | --- |');
for (const [title, name, degrade, strengths] of rows) {
  const cells: string[] = [];
  for (const strength of strengths) {
    const checks = checkPage(await degrade(sheet, strength), unknownFacts, lyingStraight);
    const check = checks.find((found) => found.name === name);
    cells.push(`${strength}: ${check ? `${Number(check.score.toFixed(2))} ${check.verdict}` : 'blank'}`);
  }
  console.log(`| ${title} | \`${name}\` | ${cells.join('; ')} |`);
}
