import type { Bundle } from '../../../kiosk-config/schema/bundle.ts';
import { doubtsAbout } from '../../../shared/deadlines/certainty.ts';
import { ruleOfSilence } from '../../../shared/deadlines/counted-rule.ts';
import { deadlineOf } from '../../../shared/deadlines/deadline.ts';
import type { AgencyPlace } from '../../../shared/deadlines/holidays.ts';
import { parseDay } from '../../../shared/deadlines/plain-date.ts';
import type { Procedure } from '../../../shared/procedure.ts';
import type { ReceiptContent } from '../../../shared/receipt/content.ts';
import { dayAt } from './day-at.ts';

interface DueInput {
  readonly bundle: Bundle;
  readonly procedure: Procedure;
  readonly content: ReceiptContent;
  /** Day at the desk, `2026-11-23`. */
  readonly today: string;
  readonly place: AgencyPlace;
}

/**
 * Day by which the agency owes its acknowledgement (CRPA R112-11-2 and the like, as the bundle has it); null while nothing
 * was sent by a channel for which such a rule is known, or once the agency answered.
 */
export function acknowledgementDue({
  bundle,
  procedure,
  content,
  today,
  place,
}: DueInput): { date: string; certain: boolean } | null {
  const rule = bundle.agencies[procedure.organisme.code]?.acknowledgement ?? null;
  if (rule === null || content.acknowledgement !== null) return null;
  const sent = content.deliveries.flatMap(({ channel, state, at }) =>
    state === 'sent' && at !== null && rule.channels.includes(channel) ? [at] : [],
  );
  if (sent.length === 0) return null;
  const silence = ruleOfSilence({ duree: rule.workingDays, unite: 'jours_ouvres' });
  // The last sending is the one that the agency may answer: the later date is the one nobody can dispute.
  const due = deadlineOf(silence, dayAt(Math.max(...sent), place.timeZone), place);
  if (!due.ok || due.value.kind !== 'date') return null;
  const day = parseDay(today);
  const sourced = { verifie: true, source: rule.source, doute: [] };
  return { date: due.value.printed, certain: day !== null && doubtsAbout(sourced, day).length === 0 };
}
