import type { Outlook } from '../filings/outlook.ts';

/** The keys that `outbox` and `status` have in common. `due` null: no limit of the visitor's is known. */
export const outlookJson = ({ due, warning, endsOn }: Outlook) => ({
  due: due?.day ?? null,
  dueCertain: due?.certain ?? null,
  warning,
  endsOn,
});

/** The same for a person, what is not worth a word left out. */
export function outlookWords({ due, warning, endsOn, endsSoon }: Outlook): string[] {
  const words: string[] = [];
  if (due !== null) {
    const sure = due.certain ? '' : ' (to be confirmed)';
    const inLaw = due.legal !== null && due.legal > due.day ? `, in law by ${due.legal}` : '';
    const alarm = { none: '', soon: ': SOON, act now', late: ': LATE, the day is over' }[warning];
    words.push(`must leave by ${due.day}${sure}${inLaw}${alarm}`);
  }
  if (endsSoon && endsOn !== null)
    words.push(`ENDS on ${endsOn}: its pages are then destroyed, and what has not left no longer can`);
  return words;
}
