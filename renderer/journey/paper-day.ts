import { arrive } from './arrive.ts';
import type { Answer } from './asks.ts';
import { scanScreen } from './scan-screen.ts';
import { go, type Journey, type PaperDay, type ProcedureDocument, type Step, stay, withVisit } from './state.ts';

type Review = NonNullable<Journey['visit']['review']>;

/** The paper whose day is asked for now; null on any other screen. */
export function askedPaper({ screen, visit }: Journey): ProcedureDocument | null {
  return screen.at === 'paperDay' ? (visit.procedure?.documents[screen.document] ?? null) : null;
}

/** The day that was said of it, while the visitor still has to hear that it does not suit. */
export function unfitDay(journey: Journey): PaperDay | null {
  const said = journey.visit.days[askedPaper(journey)?.code ?? ''] ?? null;
  return said?.age === 'ok' ? null : said;
}

/** The day that a code on the paper gives, to be confirmed; null when none does. */
export function readDay({ visit }: Journey, document: string): string | null {
  const pages = visit.pages.filter((page) => page.document === document);
  return pages.map(({ code }) => code?.issuedOn ?? null).find((day) => day !== null) ?? null;
}

/** After a document's pages: the day on it, asked once where its age counts, else what follows. */
export function afterPages(journey: Journey): Step {
  const { screen, visit } = journey;
  if (screen.at !== 'scan') return stay(journey);
  const document = visit.procedure?.documents[screen.document];
  const hasPages = visit.pages.some((page) => page.document === document?.code);
  if (!document?.age || !hasPages || document.code in visit.days) return afterDocument(journey, screen.document);
  return stay(go(withVisit(journey, { badDate: false }), { at: 'paperDay', document: screen.document }));
}

/** The next document; the review after the last, or where the visitor came from it. */
export function afterDocument(journey: Journey, document: number): Step {
  const isLast = document + 1 >= (journey.visit.procedure?.documents.length ?? 0);
  // A review of this filing: an earlier one's stands before the procedure that was begun last.
  const begun = journey.trail.findLastIndex(({ at }) => at === 'procedure');
  const cameFromReview = journey.trail.slice(begun + 1).some(({ at }) => at === 'review');
  return arrive(go(journey, isLast || cameFromReview ? { at: 'review' } : scanScreen(journey, document + 1)));
}

/** Said or left out, it is not asked again; one that does not suit is told first. */
export function dayAnswered(journey: Journey, answer: Extract<Answer, { readonly name: 'setIssued' }>): Step {
  const { screen, visit } = journey;
  if (screen.at !== 'paperDay' || !answer.result.ok) return stay(journey);
  const { document, date } = answer.input;
  const { age } = answer.result.value;
  const next = withVisit(journey, { days: { ...visit.days, [document]: { date, age } }, badDate: false });
  return age === 'ok' ? afterDocument(next, screen.document) : stay(next);
}

/** Nobody knows its day: what was said of it before stays as it is. */
export function dayLeftOut(journey: Journey): Step {
  const { screen, visit } = journey;
  const document = askedPaper(journey);
  if (screen.at !== 'paperDay' || !document) return stay(journey);
  const days = { [document.code]: null, ...visit.days };
  return afterDocument(withVisit(journey, { days, badDate: false }), screen.document);
}

/** What the visit's process holds, and what was asked in vain; of papers taken back, nothing. */
export function daysOf({ visit }: Journey, { documents }: Review): Journey['visit']['days'] {
  const known = documents.flatMap(({ code, pages, issued }) => {
    const said = issued ?? (pages.length > 0 ? visit.days[code] : undefined);
    return said === undefined ? [] : [[code, said] as const];
  });
  return Object.fromEntries(known);
}
