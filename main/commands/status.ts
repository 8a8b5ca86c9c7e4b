import { parseNumber } from '../../shared/number.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { isoTime } from '../filings/clock.ts';
import { type Outlook, outlookOf, outlookParts } from '../filings/outlook.ts';
import { readFiling } from '../filings/transitions.ts';
import type { FilingView } from '../filings/view.ts';
import { type Answer, type Outcome, parseCommandLine } from './command.ts';
import { outlookJson, outlookWords } from './outlook-words.ts';
import { withKiosk } from './with-kiosk.ts';

/** `recepisse status NUMBER`: states and times of a filing, nothing personal. */
export async function statusCommand(args: readonly string[]): Promise<Outcome> {
  const parsed = parseCommandLine(args, { bundle: { type: 'string' } }, 1);
  if (!parsed.ok) return parsed;
  const number = readNumber(parsed.value.positionals[0]);
  if (!number.ok) return number;
  return withKiosk({ data: parsed.value.text('data'), bundle: parsed.value.text('bundle') }, (kiosk) => {
    const filing = readFiling(kiosk.core, number.value);
    return filing.ok
      ? ok(describeStatus(filing.value, outlookOf(outlookParts(kiosk.core, kiosk.bundle), number.value)))
      : filing;
  });
}

/** A filing's number as somebody typed it, in its canonical form. */
export function readNumber(given: string | undefined): Result<string, Fault> {
  const number = parseNumber(given ?? '');
  if (number.ok) return number;
  const message =
    number.fault === 'wrong-check'
      ? 'A character of this number is wrong: copy it again from the receipt.'
      : 'Give the number as the receipt has it: XXXX-XXXX-X.';
  return fail({ code: 'bad-number', message });
}

/** The answer that `status` and every observation give. */
export function describeStatus(filing: FilingView, outlook: Outlook): Answer {
  const states = filing.states.map(({ state, channel, at, detail }) => ({
    state,
    channel,
    at: isoTime(at),
    reference: detail.reference,
  }));
  const deliveries = filing.deliveries.map(({ channel, state, at, reference }) => ({
    channel,
    state,
    at: at === null ? null : isoTime(at),
    reference,
  }));
  const json = {
    number: filing.number,
    state: filing.state,
    forgotten: filing.forgottenAt !== null,
    preparedAt: isoTime(filing.preparedAt),
    pages: filing.pages,
    states,
    deliveries,
    ...outlookJson(outlook),
    keyEndsOn: outlook.keyEndsOn,
    pagesEndedAt: filing.pagesEndedAt === null ? null : isoTime(filing.pagesEndedAt),
  };
  const lines = states.map(({ state, channel, at, reference }) =>
    [`  ${at} ${state}`, channel && `by ${channel}`, reference && `(${reference})`].filter(Boolean).join(' '),
  );
  const ahead = outlookWords(outlook).map((words) => `  ${words}`);
  if (filing.pagesEndedAt !== null) ahead.push(`  its pages were destroyed at ${isoTime(filing.pagesEndedAt)}`);
  const text = [`${filing.number}: ${filing.state}, ${filing.pages} pages`, ...lines, ...ahead].join('\n');
  return { exit: 0, json, text };
}
