import { unreachable } from '../../../shared/result.ts';
import type { AppealLine, DateFacts, DateLine } from '../receipt-view.ts';
import type { Words } from '../words.ts';
import { countStatement } from './count.ts';

export interface DateStatement {
  readonly label: string;
  /** « Au plus tard le … », « À partir du … », how to count, or where to read. */
  readonly when: string;
  /** What to do where the date is near or gone. */
  readonly alarm: string | null;
  /** Set when nothing here may be printed as certain (promise 9). */
  readonly confirm: string | null;
  /** Legal limit, source. */
  readonly details: readonly string[];
}

/** One date as it is printed: it is never certain by default. */
export function dateStatement(line: DateLine, words: Words): DateStatement {
  const { say, day } = words;
  const details = legalLine(line, line.role === 'limit', words);
  if (line.source !== null) {
    details.push(say('receipt.source', { source: line.source.site, date: day(line.source.readOn) }));
  }
  return {
    label: labelOf(line, words),
    when: line.date === null ? whenDateless(line, words) : say(dateKeys[line.role], { date: day(line.date) }),
    alarm: alarmOf(line, words),
    confirm: confirmOf(line, words),
    details,
  };
}

const dateKeys: Readonly<Record<DateLine['role'], string>> = {
  limit: 'receipt.date.by',
  opening: 'receipt.date.from',
  answer: 'receipt.date.answer',
};

function labelOf({ label, silence }: DateLine, { say }: Words): string {
  if (label !== null) return label;
  return say(silence === 'acceptation' ? 'receipt.silence.accepted' : 'receipt.silence.refused');
}

function legalLine({ date, legal }: DateFacts, isLimit: boolean, { say, day }: Words): string[] {
  // An opening or an answer has no limit of the law to show beside it.
  return isLimit && legal !== null && legal !== date ? [say('receipt.date.legal', { date: day(legal) })] : [];
}

function whenDateless(facts: DateFacts, words: Words): string {
  const { say } = words;
  if (facts.how !== null) return countStatement(facts.how, words);
  switch (facts.dateless) {
    case 'read-published-date':
      return say('receipt.dateless.published');
    case 'read-decision':
      return say('receipt.dateless.decision');
    case 'no-deadline':
      return say('receipt.dateless.none');
    case 'needs-trigger':
    case 'undefined-rule':
    case null:
      return say('receipt.dateless.ask');
    default:
      return unreachable(facts.dateless);
  }
}

function alarmOf({ state, role }: DateFacts & { readonly role: DateLine['role'] }, { say }: Words): string | null {
  if (role === 'opening') return state === 'open' ? say('receipt.date.open') : null;
  if (role === 'limit' && state === 'act-now') return say('receipt.date.now');
  return state === 'past' ? say('receipt.date.past') : null;
}

function confirmOf({ certain, date, how }: DateFacts, { say }: Words): string | null {
  return certain || (date === null && how === null) ? null : say('receipt.confirm.ask');
}

/** One step of the appeal route: to whom, then by when, whether a court asks for it, whether it is sure. */
export function appealStatement(appeal: AppealLine, words: Words): { addressee: string; details: string[] } {
  const { say, day } = words;
  const details = [
    appeal.date === null ? whenDateless(appeal, words) : say('receipt.date.by', { date: day(appeal.date) }),
    ...legalLine(appeal, true, words),
  ];
  for (const line of [alarmOf({ ...appeal, role: 'limit' }, words), confirmOf(appeal, words)]) {
    if (line !== null) details.push(line);
  }
  if (appeal.mandatoryBeforeCourt) details.push(say('receipt.appeal.mandatory'));
  return { addressee: `${appeal.rank}. ${appeal.addressee}`, details };
}
