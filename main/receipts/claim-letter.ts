import type { Locales } from '../../kiosk-config/schema/locales.ts';
import type { Manifest } from '../../shared/filing.ts';
import { bytesOf } from './a4/finish.ts';
import { drawBanners } from './a4/frame.ts';
import { type Addressed, drawAddressee, drawSender, letterTop } from './a4/letter.ts';
import { type TextPicture, withPictures } from './a4/pictures.ts';
import { contentWidth, ink, page, Sheet } from './a4/sheet.ts';
import { drawTable } from './a4/table.ts';
import type { ReceiptView } from './receipt-view.ts';
import { buildWords, type Words } from './words.ts';

export interface ClaimRequest {
  readonly texts: Locales;
  /** The receipt that says `mismatch`. */
  readonly view: ReceiptView;
  readonly manifest: Manifest;
  readonly addressed: Addressed;
  /** Ranks of the pages, from 1 over the whole filing, that the agency says it holds; null when it said a number alone. */
  readonly held: readonly number[] | null;
}

/**
 * The letter of a visitor whose pages were half counted: what was sent, what was counted, every page by number and hash.
 * Which ones are missing is named only where the agency said which it holds (promise 3). PDF, signed by nobody: it is the
 * visitor's, the receipt enclosed is the proof. It holds the depositor's name: visit side only.
 */
export async function claimLetter(request: ClaimRequest): Promise<Uint8Array> {
  const sheet = await withPictures((pictures) => layOut(request, pictures));
  return bytesOf(sheet);
}

function layOut(request: ClaimRequest, pictures: ReadonlyMap<string, TextPicture>): Sheet {
  const { texts, view, addressed } = request;
  // It goes to a French agency.
  const words = buildWords(texts, 'fr', view.timeZone);
  const { say } = words;
  const { number, issuedAt, demo } = view.content;
  const info = { title: say('claim.title'), subject: number, keywords: '', issuedAt: new Date(issuedAt * 1000) };
  const sheet = new Sheet(info, pictures);
  drawSender(sheet, words, view.depositor);
  drawAddressee(sheet, addressed);
  sheet.y = letterTop;
  drawBody(sheet, request, words);
  drawList(sheet, request, words);
  drawFooters(sheet, number, words);
  if (demo) drawBanners(sheet, words);
  return sheet;
}

function drawBody(sheet: Sheet, { view, held }: ClaimRequest, words: Words): void {
  const { say } = words;
  const { number, pageCount, preparedAt, acknowledgement } = view.content;
  const line = { size: 11, after: 6 } as const;
  sheet.paragraph(say('letter.place_and_day'), { size: 11, align: 'right', after: 10 });
  sheet.paragraph(say('claim.about', { number }), { ...line, weight: 'bold', after: 10 });
  sheet.paragraph(say('letter.madam_sir'), { ...line, after: 8 });
  const counted = acknowledgement?.pagesCounted ?? held?.length ?? null;
  // A count and a list that do not go together are told as they are: how many are missing, the list says.
  const isClear = counted !== null && counted < pageCount && (held === null || held.length === counted);
  if (counted !== null) {
    const missing = pageCount - counted;
    const sentence = isClear
      ? say('claim.counted', { sent: pageCount, counted, count: missing })
      : say('claim.counted.other', { sent: pageCount, counted });
    sheet.paragraph(sentence, { size: 14, weight: 'bold', after: 8 });
  }
  sheet.paragraph(say('claim.mine', { title: view.procedure, moment: words.moment(preparedAt) }), line);
  if (acknowledgement) {
    const { number: theirs, date } = acknowledgement;
    sheet.paragraph(say('claim.yours', { number: theirs, date: words.day(date) }), line);
  }
  if (held === null) sheet.paragraph(say('claim.which'), { ...line, weight: 'bold' });
  else {
    const missing = ranks(pageCount).filter((rank) => !held.includes(rank));
    if (held.length > 0) sheet.paragraph(say('claim.held', { pages: rangesOf(held, words) }), line);
    if (missing.length > 0) {
      const values = { count: missing.length, pages: rangesOf(missing, words) };
      sheet.paragraph(say('claim.missing', values), { ...line, weight: 'bold' });
      sheet.paragraph(say('claim.add'), line);
    }
  }
  sheet.paragraph(say('claim.proof'), line);
  sheet.paragraph(say('claim.answer'), { ...line, after: 10 });
  sheet.paragraph(say('letter.closing'), { ...line, after: 10 });
  sheet.paragraph(say('letter.signature'), { size: 11, align: 'right', after: 16 });
  sheet.paragraph(say('claim.enclosed'), { size: 9.5 });
}

const ranks = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

function drawList(sheet: Sheet, { view, manifest, held }: ClaimRequest, { say }: Words): void {
  const pages = manifest.documents.flatMap(({ pages: own }, document) =>
    own.map(({ page: hash }) => ({ document: document + 1, hash })),
  );
  sheet.newPage();
  sheet.paragraph(say('claim.list', { count: pages.length, number: view.content.number }), {
    size: 13,
    weight: 'bold',
    after: 6,
  });
  view.documents.forEach(({ label }, index) => {
    sheet.paragraph(`${index + 1}. ${label}`, { size: 9.5, after: 2 });
  });
  sheet.skip(6);
  const columns = [
    { title: say('claim.column.page'), share: 0.08, look: { size: 10, weight: 'bold' } },
    { title: say('claim.column.paper'), share: 0.08, look: { size: 9 } },
    { title: say('claim.column.hash'), share: 0.66, look: { size: 8 } },
    { title: say('claim.column.held'), share: 0.18, look: { size: 9, weight: 'bold' } },
  ] as const;
  const stateOf = (rank: number): string => {
    if (held === null) return say('claim.cell.ask');
    return say(held.includes(rank) ? 'claim.cell.held' : 'claim.cell.missing');
  };
  const rows = pages.map(({ document, hash }, index) => [
    String(index + 1),
    String(document),
    hash,
    stateOf(index + 1),
  ]);
  drawTable(sheet, columns, rows);
}

/** `1 à 7, 12` for 1…7 and 12. */
function rangesOf(pages: readonly number[], { say }: Words): string {
  const sorted = [...pages].sort((a, b) => a - b);
  const runs: [first: number, last: number][] = [];
  for (const rank of sorted) {
    const run = runs.at(-1);
    if (run && rank === run[1] + 1) run[1] = rank;
    else runs.push([rank, rank]);
  }
  return runs
    .map(([first, last]) => (first === last ? String(first) : say('post.from_to', { first, last })))
    .join(', ');
}

function drawFooters(sheet: Sheet, number: string, { say }: Words): void {
  const { count } = sheet.doc.bufferedPageRange();
  for (let index = 0; index < count; index++) {
    sheet.doc.switchToPage(index);
    const words = say('claim.footer', { number, page: index + 1, pages: count });
    sheet.textAt(words, page.left, page.height - page.bottom + 13, contentWidth, {
      size: 9,
      color: ink.soft,
      align: 'right',
    });
  }
}
