import { application, decision, envelope, warningLetter } from './letters.ts';
import { numbered, paySlip, proofOfAddress } from './records.ts';

/** The invented papers by name; each gives its drawing in millimetres. */
const papers = {
  'warning-letter': warningLetter,
  envelope,
  'application-1': () => application(0),
  'application-2': () => application(1),
  'pay-slip-1': () => paySlip(0),
  'pay-slip-2': () => paySlip(1),
  'pay-slip-3': () => paySlip(2),
  'proof-of-address': proofOfAddress,
  decision,
} as const;

export type PaperName = keyof typeof papers;
export const paperNames = Object.keys(papers) as PaperName[];

/** What spoils a scan: `none` still looks like a scan (tint, noise, a slight turn, a shadow). */
export const blemishes = ['none', 'cut-corner', 'dark', 'blurred'] as const;
export type Blemish = (typeof blemishes)[number];

/** One sheet on the virtual scanner: a paper by name, or `exemplaire i`, and what is wrong with it. */
export interface Sheet {
  readonly paper: PaperName | number;
  readonly blemish: Blemish;
}

export const sheetDrawing = (sheet: Sheet): string =>
  typeof sheet.paper === 'number' ? numbered(sheet.paper) : papers[sheet.paper]();

const good = (...names: PaperName[]): Sheet[] => names.map((paper) => ({ paper, blemish: 'none' }));

/** What a visitor lays on the feeder, one pile after the other; the last pile is badly scanned. */
export const demoPiles: readonly (readonly Sheet[])[] = [
  good('warning-letter', 'envelope'),
  good('application-1', 'application-2'),
  good('pay-slip-1', 'pay-slip-2', 'pay-slip-3'),
  good('proof-of-address'),
  good('decision'),
  [
    { paper: 'pay-slip-1', blemish: 'cut-corner' },
    { paper: 'warning-letter', blemish: 'dark' },
    { paper: 'application-1', blemish: 'blurred' },
  ],
];

/** `warning-letter`, `decision:dark`, `12` (exemplaire 12) or `12:blurred`; null when it names no sheet. */
export function readSheet(name: string): Sheet | null {
  const [paper = '', blemish = 'none'] = name.split(':');
  const found = blemishes.find((known) => known === blemish);
  if (found === undefined) return null;
  if (/^[1-9]\d{0,3}$/.test(paper)) return { paper: Number(paper), blemish: found };
  const known = paperNames.find((candidate) => candidate === paper);
  return known === undefined ? null : { paper: known, blemish: found };
}
