import { ok, type Result } from '../result.ts';
import { ruleOfSilence } from './counted-rule.ts';
import { type Deadline, deadlineOf, type TriggerFault } from './deadline.ts';
import type { AgencyPlace } from './holidays.ts';

/** CRPA R112-11-2: an electronic sending is registered within 1 working day and acknowledged within 10. */
export const acknowledgementLimits = { registeredWithinWorkingDays: 1, acknowledgedWithinWorkingDays: 10 } as const;

/** By when the agency must have registered, and acknowledged, what was sent to it electronically on a day (`YYYY-MM-DD`). */
export function electronicAcknowledgement(
  sentOn: string,
  place: AgencyPlace,
): Result<{ readonly registered: Deadline; readonly acknowledged: Deadline }, TriggerFault> {
  const within = (duree: number) => deadlineOf(ruleOfSilence({ duree, unite: 'jours_ouvres' }), sentOn, place);
  const registered = within(acknowledgementLimits.registeredWithinWorkingDays);
  const acknowledged = within(acknowledgementLimits.acknowledgedWithinWorkingDays);
  if (!registered.ok) return registered;
  return acknowledged.ok ? ok({ registered: registered.value, acknowledged: acknowledged.value }) : acknowledged;
}
