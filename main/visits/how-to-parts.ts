import type { Bundle } from '../../kiosk-config/schema/bundle.ts';
import type { Locales } from '../../kiosk-config/schema/locales.ts';
import type { Procedure } from '../../shared/procedure.ts';
import type { DateLine } from '../receipts/receipt-view.ts';
import { dateStatement } from '../receipts/statements/dates.ts';
import { buildWords, type Words } from '../receipts/words.ts';
import { phonesOf, sitesOf } from './catalogue-calls.ts';

export interface HowToInput {
  readonly bundle: Bundle;
  readonly texts: Locales;
  readonly procedure: Procedure;
  readonly dates: readonly DateLine[];
}

/** One part of a sheet, whatever the paper it comes out on. */
export type SheetPart =
  | { readonly kind: 'title' | 'heading' | 'strong' | 'text' | 'item' | 'detail'; readonly words: string }
  | { readonly kind: 'gap' | 'rule' };

const part = (kind: Exclude<SheetPart['kind'], 'gap' | 'rule'>, words: string): SheetPart => ({ kind, words });
const gap: SheetPart = { kind: 'gap' };
const rule: SheetPart = { kind: 'rule' };

/** « Comment faire »: what a procedure needs, where and by when. It is not a receipt, and says so. */
export function howToParts({ bundle, texts, procedure, dates }: HowToInput): readonly SheetPart[] {
  // The catalogue is in French, and the sheet goes to a French counter.
  const words = buildWords(texts, 'fr', bundle.desk.timeZone);
  const { say } = words;
  return [
    part('title', say('sheet.title')),
    gap,
    part('strong', procedure.titre),
    part('text', bundle.agencies[procedure.organisme.code]?.name ?? procedure.organisme.nom),
    gap,
    part('text', procedure.falc),
    ...paperParts(procedure, words),
    ...routeParts(procedure, bundle, words),
    ...dateParts(dates, words),
    procedure.gratuit ? part('heading', say('receipt.free')) : rule,
    ...(procedure.gratuiteNote === '' ? [] : [part('text', procedure.gratuiteNote)]),
    rule,
    part('strong', bundle.desk.name),
    ...bundle.desk.address.map((line) => part('text', line)),
    gap,
    part('strong', say('sheet.no_receipt')),
  ];
}

function paperParts({ pieces }: Procedure, { say }: Words): SheetPart[] {
  const items = pieces.map(({ libelle, obligatoire, originalExige }) => {
    const marks = [obligatoire === 'oui' ? null : say('sheet.if_asked'), originalExige ? say('sheet.original') : null];
    return part('item', [libelle, ...marks].filter((each) => each !== null).join(' '));
  });
  return [
    part('heading', say('sheet.papers')),
    ...(items.length > 0 ? items : [part('text', say('sheet.papers.none'))]),
  ];
}

function routeParts(procedure: Procedure, bundle: Bundle, { say }: Words): SheetPart[] {
  const { postal, guichet } = procedure.canaux;
  const routes = [
    ...phonesOf(procedure, bundle).map(({ number }) => say('receipt.phone', { phone: number })),
    ...sitesOf(procedure).map(({ host }) => say('sheet.online', { site: host })),
    ...(postal === null ? [] : [say('sheet.post', { address: postal })]),
    ...guichet.map((place) => say('sheet.counter', { place })),
  ];
  return [part('heading', say('sheet.routes')), ...routes.map((route) => part('item', route))];
}

function dateParts(dates: readonly DateLine[], words: Words): SheetPart[] {
  const said = dates.flatMap((line): SheetPart[] => {
    const { label, when, alarm, confirm } = dateStatement(line, words);
    const more = [alarm, confirm].filter((each) => each !== null);
    return [part('text', label), part('strong', `  ${when}`), ...more.map((each) => part('detail', each))];
  });
  const none = [part('text', words.say('receipt.dates.none'))];
  return [part('heading', words.say('receipt.dates')), ...(said.length > 0 ? said : none)];
}
