import type { AppealLine, DateLine } from '../receipt-view.ts';
import type { Words } from '../words.ts';

export interface DateStatement {
  readonly label: string;
  /** « Au plus tard le … », « À partir du … », or how to count. */
  readonly when: string;
  /** Legal limit, source. */
  readonly details: readonly string[];
  /** Set when the date may not be printed as certain (promise 9). */
  readonly confirm: string | null;
}

/** One date as it is printed: a date is never certain by default. */
export function dateStatement(line: DateLine, words: Words): DateStatement {
  const { say, day } = words;
  const key = line.opening ? 'receipt.date.from' : 'receipt.date.by';
  const when = line.date === null ? (line.how ?? say('receipt.date.none')) : say(key, { date: day(line.date) });
  const details: string[] = [];
  if (line.legal !== null && line.legal !== line.date)
    details.push(say('receipt.date.legal', { date: day(line.legal) }));
  if (line.source !== null) details.push(say('receipt.source', { source: line.source }));
  return { label: line.label, when, details, confirm: line.certain ? null : say('receipt.confirm.ask') };
}

/** One step of the appeal route: to whom, then how long, whether a court asks for it, whether it is sure. */
export function appealStatement(appeal: AppealLine, { say }: Words): { addressee: string; details: string[] } {
  const details = [
    appeal.delay === null ? say('receipt.appeal.decision') : say('receipt.appeal.delay', { delay: appeal.delay }),
  ];
  if (appeal.mandatoryBeforeCourt) details.push(say('receipt.appeal.mandatory'));
  if (!appeal.certain) details.push(say('receipt.confirm.ask'));
  return { addressee: `${appeal.rank}. ${appeal.addressee}`, details };
}
