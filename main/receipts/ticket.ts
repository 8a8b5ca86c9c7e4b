import type { Locales } from '../../kiosk-config/schema/locales.ts';
import type { PrinterProfile } from '../../kiosk-config/schema/printer-profile.ts';
import { type Fault, fail, type Result } from '../../shared/result.ts';
import { buildEscpos, type PaperBlock } from './escpos-builder.ts';
import type { ReceiptView } from './receipt-view.ts';
import { appealStatement, dateStatement } from './statements/dates.ts';
import { proofOf } from './statements/proof.ts';
import { acknowledgementLine, timesOf } from './statements/times.ts';
import { titleOf } from './statements/title.ts';
import { bigText, heading, lines, listItem, text } from './ticket-blocks.ts';
import { buildWords, groupsOfFour, type Words } from './words.ts';

/** The ticket's list names a document by this many hex digits of its hash; the A4 has the whole. */
const shownDigits = 16;

/**
 * Draws the receipt for one receipt printer: raw ESC/POS bytes, cut included. French first, then a shorter part in the
 * visitor's language where `texts` has it. Faults: `draft` (a draft has no receipt), or a QR that the paper cannot hold.
 */
export async function renderTicket(
  view: ReceiptView,
  profile: PrinterProfile,
  texts: Locales,
): Promise<Result<Uint8Array, Fault>> {
  if (view.content.state === 'draft') return fail({ code: 'draft', message: 'A draft has no receipt.' });
  return buildEscpos(profile, ticketBlocks(view, profile.columns, texts));
}

/** The whole ticket from top to bottom, in the order of the receipt (docs/format.md). */
export function ticketBlocks(view: ReceiptView, columns: number, texts: Locales): PaperBlock[] {
  const words = buildWords(texts, 'fr', view.timeZone);
  const demo = view.content.demo ? demoBanner(words) : [];
  return [
    ...demo,
    ...titleBlocks(view, words),
    ...placeBlocks(view, words),
    ...timeBlocks(view, words),
    ...procedureBlocks(view, words),
    ...documentBlocks(view, words),
    ...checkBlocks(view, columns, words),
    ...proofBlocks(view, words),
    ...nextBlocks(view, words),
    ...endBlocks(view, words),
    ...visitorBlocks(view, texts),
    ...demo,
    { kind: 'cut' },
  ];
}

const demoBanner = ({ say }: Words): PaperBlock[] => [
  { kind: 'rule' },
  text(say('receipt.demo'), { bold: true, align: 'center' }),
  { kind: 'rule' },
];

function titleBlocks(view: ReceiptView, words: Words): PaperBlock[] {
  const { say } = words;
  const { title, notice } = titleOf(view, words);
  const blocks: PaperBlock[] = [];
  if (view.duplicate) {
    blocks.push(bigText(say('receipt.title.duplicate')), text(say('receipt.title.duplicate.how'), { align: 'center' }));
    blocks.push({ kind: 'feed', lines: 1 });
  }
  blocks.push(...titleLines(title), { kind: 'feed', lines: 1 }, text(notice));
  if (view.content.sequence > 1) blocks.push(text(say('receipt.follow', { sequence: view.content.sequence })));
  return blocks;
}

/** « DOSSIER PRÊT — » and « PAS ENCORE ENVOYÉ » each on its own line: the second half is what a visitor must see. */
function titleLines(title: string): PaperBlock[] {
  const [first = '', ...rest] = title.split(/(?<=—) /);
  return [first, ...rest].map(bigText);
}

function placeBlocks(view: ReceiptView, { say }: Words): PaperBlock[] {
  const { desk } = view;
  const phone = desk.phone === null ? [] : [text(say('receipt.phone', { phone: desk.phone }))];
  return [
    { kind: 'rule' },
    text(desk.name, { bold: true }),
    ...lines(desk.address),
    ...phone,
    { kind: 'pair', label: say('receipt.kiosk'), value: view.kioskName },
    { kind: 'feed', lines: 1 },
    text(say('receipt.number'), { align: 'center' }),
    bigText(view.content.number),
    { kind: 'feed', lines: 1 },
    {
      kind: 'pair',
      label: say('receipt.depositor'),
      value: view.depositor ?? say('receipt.depositor.none'),
      bold: view.depositor !== null,
    },
  ];
}

function timeBlocks(view: ReceiptView, words: Words): PaperBlock[] {
  const entries = timesOf(view, words).flatMap(({ label, how, lines: said }) => [
    text(label.toLocaleUpperCase(words.language), { bold: true }),
    ...lines(how === null ? said : [how, ...said], 2),
  ]);
  return [...heading(words.say('receipt.times')), ...entries];
}

function procedureBlocks(view: ReceiptView, words: Words): PaperBlock[] {
  const { phone, name } = view.agency;
  return [
    ...heading(words.say('receipt.procedure').toLocaleUpperCase(words.language)),
    text(view.procedure, { bold: true }),
    text(name),
    ...(phone === null ? [] : [text(words.say('receipt.phone', { phone }))]),
    text(acknowledgementLine(view, words)),
  ];
}

function documentBlocks(view: ReceiptView, { say }: Words): PaperBlock[] {
  const { documents } = view;
  const items = documents.flatMap((document, i): PaperBlock[] => [
    text(`${i + 1}. ${document.label}`),
    {
      kind: 'pair',
      label: `   ${groupsOfFour(document.hash.slice(0, shownDigits)).join(' ')}`,
      value: say('receipt.pages', { count: document.pages }),
    },
  ]);
  return [
    ...heading(say('receipt.documents', { count: documents.length })),
    ...items,
    { kind: 'feed', lines: 1 },
    bigText(say('receipt.total', { count: view.content.pageCount })),
  ];
}

function checkBlocks(view: ReceiptView, columns: number, { say }: Words): PaperBlock[] {
  const perLine = columns >= 40 ? 8 : 4;
  return [
    ...heading(say('receipt.check')),
    text(say('receipt.manifest')),
    ...lines(groupsOfFour(view.manifestHash, perLine), 2),
    { kind: 'pair', label: say('receipt.ledger'), value: String(view.content.ledgerIndex) },
    { kind: 'qr', text: view.qrText },
    text(say('receipt.check.how'), { align: 'center' }),
  ];
}

function proofBlocks(view: ReceiptView, words: Words): PaperBlock[] {
  const { proves, not } = proofOf(view, words);
  return [
    ...heading(words.say('receipt.proves')),
    ...proves.flatMap(listItem),
    { kind: 'feed', lines: 1 },
    text(words.say('receipt.not.proves'), { bold: true }),
    ...not.flatMap(listItem),
  ];
}

function dateBlocks(view: ReceiptView, words: Words, brief = false): PaperBlock[] {
  const said = view.dates.flatMap((line): PaperBlock[] => {
    const { label, when, alarm, confirm, details } = dateStatement(line, words);
    return [
      text(label),
      text(`  ${when}`, { bold: true }),
      ...lines([...[alarm, confirm].filter((said) => said !== null), ...(brief ? [] : details)], 2),
    ];
  });
  return [
    ...heading(words.say('receipt.dates')),
    ...(said.length > 0 ? said : [text(words.say('receipt.dates.none'))]),
  ];
}

function nextBlocks(view: ReceiptView, words: Words): PaperBlock[] {
  const appeals = view.appeals.flatMap((line): PaperBlock[] => {
    const { addressee, details } = appealStatement(line, words);
    return [text(addressee), ...lines(details, 3)];
  });
  return [
    ...dateBlocks(view, words),
    ...heading(words.say('receipt.appeals')),
    ...(appeals.length > 0 ? appeals : [text(words.say('receipt.appeal.none'))]),
  ];
}

function endBlocks(view: ReceiptView, { say }: Words): PaperBlock[] {
  const free: PaperBlock[] = view.free.isFree ? heading(say('receipt.free')) : [{ kind: 'rule' }];
  const note = view.free.note === null ? [] : [text(view.free.note)];
  return [
    ...(view.free.isFree || note.length > 0 ? [...free, ...note] : []),
    ...heading(say('receipt.keep')),
    text(say('receipt.keep.ticket')),
  ];
}

/** A shorter part in the visitor's own language: title, number, pages, times, dates, what it proves. */
function visitorBlocks(view: ReceiptView, texts: Locales): PaperBlock[] {
  if (view.language === 'fr' || !Object.hasOwn(texts, view.language)) return [];
  const words = buildWords(texts, view.language, view.timeZone);
  const { title, notice } = titleOf(view, words);
  return [
    ...heading(words.say('receipt.yours')),
    ...(view.duplicate ? [text(words.say('receipt.title.duplicate'), { bold: true })] : []),
    text(title, { bold: true }),
    text(notice),
    { kind: 'pair', label: words.say('receipt.number'), value: view.content.number, bold: true },
    text(words.say('receipt.total', { count: view.content.pageCount }), { bold: true }),
    ...timeBlocks(view, words),
    text(acknowledgementLine(view, words)),
    ...dateBlocks(view, words, true),
    ...proofBlocks(view, words),
    text(words.say('receipt.keep'), { bold: true }),
    text(words.say('receipt.keep.ticket')),
  ];
}
