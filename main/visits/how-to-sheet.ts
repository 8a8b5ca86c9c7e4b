import type { Bundle } from '../../kiosk-config/schema/bundle.ts';
import type { Locales } from '../../kiosk-config/schema/locales.ts';
import type { PrinterProfile } from '../../kiosk-config/schema/printer-profile.ts';
import type { Procedure } from '../../shared/procedure.ts';
import type { Fault, Result } from '../../shared/result.ts';
import { buildEscpos, type PaperBlock } from '../receipts/escpos-builder.ts';
import type { DateLine } from '../receipts/receipt-view.ts';
import { dateStatement } from '../receipts/statements/dates.ts';
import { bigText, heading, lines, listItem, text } from '../receipts/ticket-blocks.ts';
import { buildWords, type Words } from '../receipts/words.ts';
import { phonesOf, sitesOf } from './catalogue-calls.ts';

export interface SheetInput {
  readonly bundle: Bundle;
  readonly texts: Locales;
  readonly procedure: Procedure;
  readonly dates: readonly DateLine[];
  readonly profile: PrinterProfile;
}

/** « Comment faire »: what a procedure needs, where and by when, on the receipt printer. It is not a receipt, and says so. */
export async function howToSheet(input: SheetInput): Promise<Result<Uint8Array, Fault>> {
  const { bundle, procedure, texts } = input;
  // The catalogue is in French, and the sheet goes to a French counter.
  const words = buildWords(texts, 'fr', bundle.desk.timeZone);
  const { say } = words;
  const blocks: PaperBlock[] = [
    bigText(say('sheet.title')),
    { kind: 'feed', lines: 1 },
    text(procedure.titre, { bold: true }),
    text(bundle.agencies[procedure.organisme.code]?.name ?? procedure.organisme.nom),
    { kind: 'feed', lines: 1 },
    text(procedure.falc),
    ...paperBlocks(procedure, words),
    ...routeBlocks(procedure, bundle, words),
    ...dateBlocks(input.dates, words),
    ...(procedure.gratuit ? heading(say('receipt.free')) : [{ kind: 'rule' } as const]),
    ...(procedure.gratuiteNote === '' ? [] : [text(procedure.gratuiteNote)]),
    { kind: 'rule' },
    text(bundle.desk.name, { bold: true }),
    ...lines(bundle.desk.address),
    { kind: 'feed', lines: 1 },
    text(say('sheet.no_receipt'), { bold: true }),
    { kind: 'cut' },
  ];
  return buildEscpos(input.profile, blocks);
}

function paperBlocks({ pieces }: Procedure, { say }: Words): PaperBlock[] {
  const items = pieces.flatMap(({ libelle, obligatoire, originalExige }) => {
    const marks = [obligatoire === 'oui' ? null : say('sheet.if_asked'), originalExige ? say('sheet.original') : null];
    return listItem([libelle, ...marks].filter((part) => part !== null).join(' '));
  });
  return [...heading(say('sheet.papers')), ...(items.length > 0 ? items : [text(say('sheet.papers.none'))])];
}

function routeBlocks(procedure: Procedure, bundle: Bundle, { say }: Words): PaperBlock[] {
  const { postal, guichet } = procedure.canaux;
  const routes = [
    ...phonesOf(procedure, bundle).map(({ number }) => say('receipt.phone', { phone: number })),
    ...sitesOf(procedure).map(({ host }) => say('sheet.online', { site: host })),
    ...(postal === null ? [] : [say('sheet.post', { address: postal })]),
    ...guichet.map((place) => say('sheet.counter', { place })),
  ];
  return [...heading(say('sheet.routes')), ...routes.flatMap(listItem)];
}

function dateBlocks(dates: readonly DateLine[], words: Words): PaperBlock[] {
  const said = dates.flatMap((line): PaperBlock[] => {
    const { label, when, alarm, confirm } = dateStatement(line, words);
    const more = [alarm, confirm].filter((each) => each !== null);
    return [text(label), text(`  ${when}`, { bold: true }), ...lines(more, 2)];
  });
  const none = [text(words.say('receipt.dates.none'))];
  return [...heading(words.say('receipt.dates')), ...(said.length > 0 ? said : none)];
}
