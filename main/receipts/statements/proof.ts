import type { ReceiptView } from '../receipt-view.ts';
import type { Words } from '../words.ts';

/** What the paper proves and what it does not, as plain sentences, no more than was observed (promise 3). */
export function proofOf(view: ReceiptView, words: Words): { proves: string[]; not: string[] } {
  const { content } = view;
  const { say } = words;
  const sent = content.deliveries.filter(({ state }) => state === 'sent');
  const counter = sent.some(({ channel }) => channel === 'counter');
  const byPost = sent.some(({ channel }) => channel === 'post');
  const elsewhere = sent.some(({ channel }) => channel !== 'counter' && channel !== 'post');
  const proves = [say('receipt.proves.pages', { count: content.pageCount })];
  if (counter) proves.push(say('receipt.proves.counter'));
  if (byPost) proves.push(say('receipt.proves.post'));
  if (elsewhere) proves.push(say('receipt.proves.sent'));
  if (content.acknowledgement) {
    proves.push(say('receipt.proves.acknowledged', { number: content.acknowledgement.number }));
  }
  proves.push(say('receipt.proves.changes'));

  const not = [];
  if (content.demo) not.push(say('receipt.not.proves.demo'));
  if (!content.acknowledgement) {
    not.push(say(sent.length > 0 ? 'receipt.not.proves.received' : 'receipt.not.proves.sent'));
  }
  not.push(say('receipt.not.proves.accepted'), say('receipt.not.proves.true'));
  if (content.clock !== 'synchronised') not.push(say('receipt.not.proves.clock'));
  return { proves, not };
}
