import type { z } from 'zod';
import type { issuedSchema } from '../../shared/contract/visit.ts';
import { type DocumentAge, documentAge } from '../../shared/document-age.ts';
import { documentByCode } from '../../shared/procedure.ts';
import { fail, ok } from '../../shared/result.ts';
import { secondsNow } from '../filings/clock.ts';
import { dayAt } from '../receipts/view/day-at.ts';
import type { VisitDraft } from './visit-draft.ts';
import type { VisitCalls, VisitKit } from './visit-state.ts';

type Desk = Pick<VisitKit['parts'], 'bundle' | 'clock'>;
type Issued = z.infer<typeof issuedSchema>;

/** The day on a paper whose age counts: asked once, checked, kept with the visit and nowhere else. */
export function paperDayCalls({ parts, state }: VisitKit): VisitCalls<'setIssued'> {
  return {
    setIssued: async ({ document, date }) => {
      const { draft } = state;
      if (!draft || state.recorded) return fail({ code: 'not-begun', message: 'No procedure was chosen.' });
      if (!documentByCode(draft.procedure, document)?.validite)
        return fail({ code: 'no-such-document', message: 'This procedure asks for the age of no such paper.' });
      const age = ageOf(draft, document, date, parts);
      if (age === 'unknown')
        return fail({ code: 'bad-date', message: 'This is no day of the calendar, or a day to come.' });
      draft.issued.set(document, date);
      return ok({ age });
    },
  };
}

/** What a review says of a document's day; null when it was not given. */
export function issuedOf(draft: VisitDraft, document: string, desk: Desk): Issued | null {
  const date = draft.issued.get(document);
  const age = date === undefined ? 'unknown' : ageOf(draft, document, date, desk);
  return date === undefined || age === 'unknown' ? null : { date, age };
}

function ageOf({ procedure }: VisitDraft, document: string, date: string, { bundle, clock }: Desk): DocumentAge {
  const today = dayAt(secondsNow(clock), bundle.desk.timeZone);
  return documentAge(date, today, documentByCode(procedure, document)?.validite ?? null);
}
