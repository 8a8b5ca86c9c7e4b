import type { z } from 'zod';
import type { Bundle } from '../../kiosk-config/schema/bundle.ts';
import type { dateLineSchema, procedureLineSchema, procedureSchema } from '../../shared/contract/visit.ts';
import { parseDay } from '../../shared/deadlines/plain-date.ts';
import { type ChannelId, channelIds } from '../../shared/filing.ts';
import { allowedChannels, type Piece, type Procedure, stopOf } from '../../shared/procedure.ts';
import { fail, ok } from '../../shared/result.ts';
import { secondsNow } from '../filings/clock.ts';
import type { DateLine } from '../receipts/receipt-view.ts';
import { dateStatement } from '../receipts/statements/dates.ts';
import { placeOfAgency } from '../receipts/view/agency-place.ts';
import { dayAt } from '../receipts/view/day-at.ts';
import { nextLines } from '../receipts/view/next-lines.ts';
import { buildWords } from '../receipts/words.ts';
import type { VisitCalls, VisitKit } from './visit-state.ts';

type ProcedureLine = z.infer<typeof procedureLineSchema>;
type DateLineShown = z.infer<typeof dateLineSchema>;
type ProcedureShown = z.infer<typeof procedureSchema>;

/** « Trouver une démarche » and what one is. */
export function catalogueCalls({ parts, state }: VisitKit): VisitCalls<'find' | 'procedure'> {
  const { bundle } = parts;
  return {
    find: async ({ words, agency, domain }) => {
      const wanted = wordsOf(words);
      const found = bundle.catalogue.procedures
        .filter((procedure) => agency === null || procedure.organisme.code === agency)
        .filter((procedure) => domain === null || procedure.domaine === domain)
        .map((procedure) => ({ procedure, score: scoreOf(procedure, wanted, bundle) }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score);
      return ok(found.map(({ procedure }) => lineOf(procedure, bundle)));
    },
    procedure: async ({ id }) => {
      const procedure = procedureById(bundle, id);
      if (!procedure) return fail({ code: 'no-such-procedure', message: 'The catalogue has no such procedure.' });
      const fields = state.draft?.procedure.id === id ? Object.fromEntries(state.draft.fields) : {};
      return ok(showProcedure(procedure, bundle, showDates(datesOf(procedure, fields, parts), parts, state.language)));
    },
  };
}

export const procedureById = (bundle: Bundle, id: string): Procedure | undefined =>
  bundle.catalogue.procedures.find((procedure) => procedure.id === id);

/** Channels of the entry that this kiosk has in service (promise 9). */
export const channelsInService = (procedure: Procedure, bundle: Bundle): ChannelId[] =>
  allowedChannels(procedure).filter((channel) => bundle.channels[channel].enabled);

/** Decided by the entry's data alone. */
export const isFileable = (procedure: Procedure, bundle: Bundle): boolean =>
  procedure.parcours === 'depot' && channelsInService(procedure, bundle).length > 0;

/** Dates of a procedure, counted today at the agency's place. */
export function datesOf(
  procedure: Procedure,
  fields: Readonly<Record<string, string>>,
  { bundle, clock }: Pick<VisitKit['parts'], 'bundle' | 'clock'>,
): readonly DateLine[] {
  const today = dayAt(secondsNow(clock), bundle.desk.timeZone);
  const next = nextLines({ bundle, procedure, fields, today, place: placeOfAgency(bundle, procedure) });
  return next.ok ? next.value.dates : [];
}

/** The same as a screen shows them. */
export function showDates(
  dates: readonly DateLine[],
  { bundle, texts, clock }: Pick<VisitKit['parts'], 'bundle' | 'texts' | 'clock'>,
  language: string,
): DateLineShown[] {
  const words = buildWords(texts, language, bundle.desk.timeZone);
  const today = dayAt(secondsNow(clock), bundle.desk.timeZone);
  return dates.map((line) => {
    const { label, when, alarm } = dateStatement(line, words);
    const left = line.role === 'limit' && line.date !== null ? daysBetween(today, line.date) : -1;
    return { label, date: line.date, when, left: left < 0 ? null : left, certain: line.certain, alarm };
  });
}

const daysBetween = (from: string, to: string): number => (parseDay(to) ?? 0) - (parseDay(from) ?? 0);

function lineOf(procedure: Procedure, bundle: Bundle): ProcedureLine {
  const { id, titre, falc, organisme, domaine } = procedure;
  return {
    id,
    title: titre,
    plain: falc,
    agency: bundle.agencies[organisme.code]?.name ?? organisme.nom,
    agencyCode: organisme.code,
    domain: domaine,
    fileable: isFileable(procedure, bundle),
  };
}

/** The agency's numbers: the desk's own for it first, then those of the catalogue that somebody checked (promise 9). */
export function phonesOf(procedure: Procedure, bundle: Bundle): { number: string; note: string | null }[] {
  const known = bundle.agencies[procedure.organisme.code]?.phone ?? null;
  const verified = procedure.canaux.telephone
    .filter(({ verifie }) => verifie)
    .map(({ numero, note }) => ({ number: numero, note }));
  const isListed = known === null || verified.some(({ number }) => number === known);
  return isListed ? verified : [{ number: known, note: null }, ...verified];
}

export const sitesOf = ({ canaux }: Procedure): { host: string; note: string | null }[] =>
  canaux.enLigne.filter(({ verifie }) => verifie).map(({ hote, note }) => ({ host: hote, note }));

const ageUnits = { jours_calendaires: 'days', mois: 'months', an: 'years' } as const;
const showAge = (validity: Piece['validite']): ProcedureShown['documents'][number]['age'] =>
  validity && { atMost: validity.ageMax, atLeast: validity.ageMin, unit: ageUnits[validity.unite] };

function showProcedure(procedure: Procedure, bundle: Bundle, dates: DateLineShown[]): ProcedureShown {
  const { canaux } = procedure;
  return {
    ...lineOf(procedure, bundle),
    documents: procedure.pieces.map(({ code, libelle, obligatoire, originalExige, validite, note, conseil }) => ({
      code,
      label: libelle,
      need: obligatoire,
      original: originalExige,
      age: showAge(validite),
      note,
      advice: conseil,
    })),
    fields: procedure.champs.map(({ code, libelle, type, canaux: channels, exigePar }) => ({
      code,
      label: libelle,
      type,
      channels: [...channels],
      neededBy: [...exigePar],
    })),
    dates,
    free: { isFree: procedure.gratuit, note: procedure.gratuiteNote === '' ? null : procedure.gratuiteNote },
    routes: {
      online: sitesOf(procedure),
      phone: phonesOf(procedure, bundle),
      post: canaux.postal,
      counters: [...canaux.guichet],
    },
    letter: procedure.lettre !== null,
    channels: channelsInService(procedure, bundle).map((id) => ({
      id,
      cost: id === 'post' ? ('stamp' as const) : ('free' as const),
      needsOriginals: procedure.pieces.some(({ originalExige }) => originalExige),
    })),
    stopped: channelIds.flatMap((id) => {
      const why = bundle.channels[id].enabled ? stopOf(procedure, id) : null;
      return why === null ? [] : [{ id, why }];
    }),
  };
}

/** « Trop-perçu » is found by « trop percu ». */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
const wordsOf = (text: string): string[] =>
  plain(text)
    .split(' ')
    .filter((word) => word !== '');

/** 0: not found. Every word must begin a word of the entry; one in the title counts most. */
function scoreOf(procedure: Procedure, wanted: readonly string[], bundle: Bundle): number {
  if (wanted.length === 0) return 1;
  const { titre, falc, organisme, domaine, pieces } = procedure;
  const places: readonly (readonly [weight: number, words: readonly string[]])[] = [
    [8, wordsOf(titre)],
    [4, wordsOf(`${organisme.nom} ${organisme.code} ${bundle.agencies[organisme.code]?.name ?? ''} ${domaine}`)],
    [2, wordsOf(falc)],
    [1, wordsOf(pieces.map(({ libelle }) => libelle).join(' '))],
  ];
  const scores = wanted.map((word) =>
    places.reduce((sum, [weight, words]) => sum + (words.some((known) => known.startsWith(word)) ? weight : 0), 0),
  );
  return scores.includes(0) ? 0 : scores.reduce((sum, score) => sum + score, 0);
}
