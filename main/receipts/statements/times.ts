import type { ChannelId } from '../../../shared/filing.ts';
import type { ReceiptDelivery } from '../../../shared/receipt/content.ts';
import { unreachable } from '../../../shared/result.ts';
import type { ReceiptView } from '../receipt-view.ts';
import type { Words } from '../words.ts';

/** One of the three times: prepared, sent, acknowledged. They are never merged (DESIGN section 1). */
export interface TimeEntry {
  readonly label: string;
  /** What the word means; null where nothing happened yet. */
  readonly how: string | null;
  readonly lines: readonly string[];
}

/** The three times apart, « pas encore » where there is none. */
export function timesOf(view: ReceiptView, words: Words): readonly [TimeEntry, TimeEntry, TimeEntry] {
  return [prepared(view, words), sent(view, words), acknowledged(view, words)];
}

function prepared({ content }: ReceiptView, words: Words): TimeEntry {
  const lines = [words.moment(content.preparedAt), words.utc(content.preparedAt)];
  if (content.clock !== 'synchronised') lines.push(words.say('receipt.clock'));
  return { label: words.say('receipt.times.prepared'), how: words.say('receipt.times.prepared.how'), lines };
}

const channelKeys: Readonly<Record<ChannelId, string>> = {
  counter: 'receipt.channel.counter',
  post: 'receipt.channel.post',
  email: 'receipt.channel.email',
  https: 'receipt.channel.https',
  demarches: 'receipt.channel.demarches',
  portal: 'receipt.channel.portal',
};

function sent({ content }: ReceiptView, words: Words): TimeEntry {
  const label = words.say('receipt.times.sent');
  if (content.deliveries.length === 0) return { label, how: null, lines: [words.say('receipt.times.not.yet')] };
  const out = content.deliveries.filter(({ state }) => state === 'sent');
  // A hand-over inside the desk is on its way to nobody yet.
  const left = out.some(({ channel }) => channel !== 'counter' && channel !== 'post');
  return {
    label,
    how: left ? words.say('receipt.times.sent.how') : null,
    lines: content.deliveries.flatMap((delivery) => [
      words.say('receipt.sent.by', { channel: words.say(channelKeys[delivery.channel]) }),
      ...deliveryLines(delivery, words),
    ]),
  };
}

function deliveryLines({ channel, state, at, reference }: ReceiptDelivery, words: Words): string[] {
  const when = at === null ? [] : [words.moment(at)];
  switch (state) {
    case 'queued':
      return [words.say('receipt.times.not.yet')];
    case 'sent':
      return channel === 'post'
        ? postLines(at, reference, words)
        : [
            ...when,
            ...(at === null ? [] : [words.utc(at)]),
            ...(reference === null ? [] : [words.say('receipt.reference', { reference })]),
          ];
    case 'failed':
      return [words.say('receipt.sent.failed'), ...when];
    case 'unknown':
      return [words.say('receipt.sent.unknown'), ...when];
    default:
      return unreachable(state);
  }
}

/** The kiosk saw when it was told the number, not when the letter went: that day is on the post office's slip (promise 3). */
function postLines(at: number | null, reference: string | null, words: Words): string[] {
  return [
    ...(reference === null ? [] : [words.say('receipt.sent.registered', { reference })]),
    ...(at === null ? [] : [words.say('receipt.sent.told', { moment: words.moment(at) })]),
    words.say('receipt.sent.postmark'),
  ];
}

function acknowledged({ content }: ReceiptView, words: Words): TimeEntry {
  const label = words.say('receipt.times.acknowledged');
  const acknowledgement = content.acknowledgement;
  if (!acknowledgement) return { label, how: null, lines: [words.say('receipt.times.not.yet')] };
  const lines = [
    words.day(acknowledgement.date),
    words.say('receipt.reference', { reference: acknowledgement.number }),
    ...(acknowledgement.pagesCounted === null
      ? []
      : [words.say('receipt.acknowledgement.counted', { count: acknowledgement.pagesCounted })]),
  ];
  return { label, how: words.say('receipt.times.acknowledged.how'), lines };
}

/** The agency's answer in one line: what it gave, or « en attente » with the day by which it is due. */
export function acknowledgementLine(view: ReceiptView, words: Words): string {
  const { acknowledgement } = view.content;
  if (acknowledgement) {
    const date = words.day(acknowledgement.date);
    return words.say('receipt.acknowledgement.number', { number: acknowledgement.number, date });
  }
  const due = view.acknowledgementDue;
  if (!due) return words.say('receipt.acknowledgement.waiting');
  const key = due.certain ? 'receipt.acknowledgement.due' : 'receipt.acknowledgement.due.uncertain';
  return words.say(key, { date: words.day(due.date) });
}
