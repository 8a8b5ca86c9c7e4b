import {
  type LineFault,
  lineFaults,
  type PowerCut,
  powerCuts,
  type ReceiverName,
  receivers,
} from './outbox-receivers.ts';

/** How a delivery stands when the fault comes; `… under way` happens while it is handed off. */
export const standings = [
  'queued',
  'backing off',
  'handed to a person',
  'unknown',
  'failed',
  'sent',
  'withdrawn',
  'acknowledged',
  'forgotten',
  'breaker open',
  'withdrawn under way',
  'acknowledged under way',
  'forgotten under way',
] as const;
export type Standing = (typeof standings)[number];
export const troubles = [...lineFaults, ...powerCuts] as const;
export const words = ['nothing', 'reference', 'not received'] as const;
export interface Cell {
  readonly receiver: ReceiverName;
  readonly standing: Standing;
  readonly trouble: LineFault | PowerCut;
  readonly word: (typeof words)[number];
}

/** What must be true, told without a line of the code under test: what a careful person would note on paper. */
export interface Expected {
  state: 'queued' | 'sent' | 'failed' | 'unknown';
  withPerson: boolean;
  filing: 'prepared' | 'withdrawn' | 'acknowledged';
  forgotten: boolean;
  /** The filing's second delivery, to a receiver that is always well, is sent. */
  otherSent: boolean;
  /** Ledger facts, and receipts: one each. */
  facts: number;
  copies: number;
  /** Attempts of which nobody knows an end, or that reached nobody, since it was last queued. */
  tries: number;
}

/** After the standing is made; before anything is handed off. */
export function standingOf(standing: Standing): Expected {
  const fresh: Expected = {
    state: 'queued',
    withPerson: false,
    filing: 'prepared',
    forgotten: false,
    otherSent: false,
    facts: 1,
    copies: 0,
    tries: 0,
  };
  switch (standing) {
    case 'backing off':
      return { ...fresh, tries: 3 };
    case 'handed to a person':
      return { ...fresh, withPerson: true, tries: 1 };
    case 'unknown':
    case 'failed':
    case 'sent':
      return { ...fresh, state: standing, facts: 2 };
    case 'withdrawn':
    case 'acknowledged':
      return { ...fresh, filing: standing, facts: 2 };
    case 'forgotten':
      return { ...fresh, filing: 'withdrawn', forgotten: true, facts: 3 };
    default:
      return fresh;
  }
}

const waits = (now: Expected): boolean =>
  now.state === 'queued' && !now.withPerson && now.filing === 'prepared' && !now.forgotten;

/** What the kiosk can know of a hand-off, and whether the receiver then has one more. */
type Known = 'reference' | 'person' | 'refused' | 'surely not' | 'silence' | 'cut' | 'not begun';

function knownAfter(
  receiver: ReceiverName,
  trouble: Cell['trouble'],
): { readonly known: Known; readonly took: boolean } {
  const { answers } = receivers[receiver];
  const took = answers !== 'refusal';
  const answered: Known = answers === 'refusal' ? 'refused' : answers;
  switch (trouble) {
    case 'no network':
      return { known: 'surely not', took: false };
    case 'cut in the middle':
    case 'a bug throws':
      return { known: 'silence', took: false };
    case 'taken, answer lost':
    case 'slow past the deadline':
      return { known: 'silence', took };
    case 'refused':
      return { known: 'refused', took: false };
    case 'before the start is recorded':
      return { known: 'not begun', took: false };
    case 'after the start is recorded':
      return { known: 'cut', took: false };
    case 'after the receiver took it':
    case 'before the answer is recorded':
      return { known: 'cut', took };
    default:
      return { known: answered, took };
  }
}

/** What happens to the filing while its first hand-off is under way. */
function meanwhile(now: Expected, standing: Standing): Expected {
  switch (standing) {
    case 'withdrawn under way':
    case 'acknowledged under way':
      return {
        ...now,
        filing: standing === 'withdrawn under way' ? 'withdrawn' : 'acknowledged',
        facts: now.facts + 1,
      };
    case 'forgotten under way':
      return { ...now, filing: 'withdrawn', forgotten: true, facts: now.facts + 2 };
    default:
      return now;
  }
}

/** One hand-off, settled: after a cut by the next start. */
export function attempt(before: Expected, cell: Cell, trouble: Cell['trouble'], isFirst: boolean): Expected {
  if (!waits(before)) return before;
  const { recognises } = receivers[cell.receiver];
  const { known, took } = knownAfter(cell.receiver, trouble);
  if (known === 'not begun') return before;
  const during = isFirst ? meanwhile(before, cell.standing) : before;
  const copies = during.copies + (took && !(recognises && during.copies > 0) ? 1 : 0);
  const now = { ...during, copies };
  const observed = (state: Expected['state']): Expected =>
    now.forgotten ? now : { ...now, state, facts: now.facts + 1 };
  switch (known) {
    case 'reference':
      return observed('sent');
    case 'refused':
      return observed('failed');
    case 'person':
      return { ...now, withPerson: true };
    case 'surely not':
      return { ...now, tries: now.tries + 1 };
    default:
      return recognises ? { ...now, tries: now.tries + 1 } : observed('unknown');
  }
}

/** After a round that went to its end: the other way is held up by nothing but the end of the filing. */
export function other(now: Expected): Expected {
  const isOpen = now.filing === 'prepared' && !now.forgotten;
  return isOpen && !now.otherSent ? { ...now, otherSent: true, facts: now.facts + 1 } : now;
}

/** Whether what a person says is taken, and what it makes of the delivery. */
export function said(before: Expected, word: Cell['word']): Expected {
  if (word === 'nothing' || before.forgotten) return before;
  if (word === 'reference') {
    const isOpen = before.filing !== 'withdrawn' || before.state === 'unknown';
    return isOpen && before.state !== 'sent'
      ? { ...before, state: 'sent', withPerson: false, facts: before.facts + 1 }
      : before;
  }
  const deniable = before.state !== 'queued' || before.withPerson;
  if (before.filing !== 'prepared' || !deniable) return before;
  return { ...before, state: 'queued', withPerson: false, tries: 0, facts: before.facts + 1 };
}

/** Rounds without a fault until nothing moves. */
export function quiet(before: Expected, cell: Cell, isFirst: boolean): Expected {
  return attempt(before, cell, 'none', isFirst);
}

/** The first wait is a minute, doubled with each try, six hours at most; spread by a fifth. */
export const waitOf = (tries: number): number => Math.min(60 * 2 ** (tries - 1), 6 * 3600);

export const isPowerCut = (trouble: Cell['trouble']): trouble is PowerCut =>
  (powerCuts as readonly string[]).includes(trouble);
