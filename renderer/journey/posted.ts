import type { Answer } from './asks.ts';
import { showFault } from './faults.ts';
import { postedAt } from './posted-screen.ts';
import { instead, type Journey, type PostedNotice, type Step, stay, withVisit } from './state.ts';

export type PostedAsk = 'openReceipt' | 'readSlip' | 'posted' | 'keepSlip' | 'printLatest';

const stepOf = { none: 'otherwise', waiting: 'number', sent: 'sent' } as const;

/** Answers about a letter that was posted. */
export function onPosted(journey: Journey, answer: Extract<Answer, { name: PostedAsk }>): Step {
  const { screen } = journey;
  const idle = { ...journey, busy: null };
  if (screen.at !== 'posted' || journey.busy !== answer.name || !answer.result.ok) return stay(journey);
  switch (answer.name) {
    case 'openReceipt': {
      const { number, post } = answer.result.value;
      return stay(instead(idle, postedAt(stepOf[post], { number })));
    }
    case 'readSlip': {
      const { reference } = answer.result.value;
      const next = { number: screen.number, read: reference, reads: screen.reads + 1 };
      return stay(instead(idle, postedAt('number', { ...next, notice: reference ? 'read' : 'unread' })));
    }
    case 'posted': {
      const { number, result, slipKept } = answer.result.value;
      const end = { number, result, read: answer.input.reference, isSlipKept: slipKept };
      return stay(instead(wentByPost(idle, number), postedAt('sent', end)));
    }
    case 'keepSlip':
      return stay(instead(idle, { ...screen, step: 'kept', result: null }));
    case 'printLatest':
      return stay(instead(idle, { ...screen, step: 'sent', result: answer.result.value.result }));
  }
}

/** It went: nobody is sent to the post office with this filing any more. */
function wentByPost(journey: Journey, number: string): Journey {
  const { recorded, status } = journey.visit;
  const channels = recorded?.channels.filter((channel) => channel !== 'post') ?? [];
  return withVisit(journey, {
    recorded: recorded?.number === number ? { ...recorded, channels } : recorded,
    // Its states are older than this.
    status: status?.number === number ? { ...status, post: 'sent' } : status,
  });
}

const notices: Readonly<Record<string, PostedNotice>> = {
  'bad-number': 'bad_number',
  'wrong-check-digit': 'wrong_digit',
};

/** A number that is not right stays on the screen to be compared; null: another fault, shown as one. */
export function onPostedFault(journey: Journey, answer: Answer, code: string): Step | null {
  const { screen } = journey;
  if (screen.at !== 'posted') return null;
  const idle = { ...journey, busy: null };
  if (code === 'cancelled') return stay(idle);
  if (answer.name === 'printLatest') {
    // No answer in time is not a « no »: the paper may have come out.
    return stay(instead(idle, { ...screen, result: code === 'timeout' ? 'unknown' : 'not-printed' }));
  }
  if (answer.name !== 'posted') return null;
  const { number } = screen;
  if (code === 'already-sent') return stay(instead(idle, postedAt('sent', { number })));
  if (code === 'not-by-post') return stay(instead(idle, postedAt('otherwise', { number })));
  const notice = notices[code];
  if (!notice) return showFault(journey, answer, code);
  return stay(instead(idle, postedAt('number', { number, read: answer.input.reference, notice, reads: screen.reads })));
}
