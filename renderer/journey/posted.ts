import type { Answer } from './asks.ts';
import { instead, type Journey, type PostedNotice, type Screen, type Step, stay, withVisit } from './state.ts';

type PostedScreen = Extract<Screen, { readonly at: 'posted' }>;

export const postedAt = (step: PostedScreen['step'], part: Partial<PostedScreen> = {}): PostedScreen => ({
  at: 'posted',
  step,
  read: null,
  notice: null,
  result: null,
  ...part,
});

const stepOf = { none: 'otherwise', waiting: 'number', sent: 'sent' } as const;

/** Answers about a letter that was posted. */
export function onPosted(journey: Journey, answer: Extract<Answer, { name: PostedAsk }>): Step {
  const { screen } = journey;
  const idle = { ...journey, busy: null };
  if (screen.at !== 'posted' || journey.busy !== answer.name || !answer.result.ok) return stay(journey);
  switch (answer.name) {
    case 'openReceipt':
      return stay(instead(idle, postedAt(stepOf[answer.result.value.post])));
    case 'readSlip': {
      const { reference } = answer.result.value;
      return stay(instead(idle, postedAt('number', { read: reference, notice: reference ? 'read' : 'unread' })));
    }
    case 'posted': {
      const { recorded } = journey.visit;
      // It went: nobody is sent to the post office with it any more.
      const left = recorded && { ...recorded, channels: recorded.channels.filter((channel) => channel !== 'post') };
      const next = withVisit(idle, { recorded: left });
      return stay(instead(next, postedAt('sent', { result: answer.result.value.result })));
    }
    case 'keepReturn':
      return stay(instead(idle, postedAt('kept')));
  }
}

export type PostedAsk = 'openReceipt' | 'readSlip' | 'posted' | 'keepReturn';

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
  if (answer.name !== 'posted') return null;
  if (code === 'already-sent') return stay(instead(idle, postedAt('sent')));
  const notice = notices[code];
  return notice ? stay(instead(idle, postedAt('number', { read: answer.input.reference, notice }))) : null;
}
