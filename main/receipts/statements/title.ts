import { unreachable } from '../../../shared/result.ts';
import type { ReceiptView } from '../receipt-view.ts';
import type { Words } from '../words.ts';

export interface Title {
  /** In capitals; the paper's title follows the state (DESIGN section 1). */
  readonly title: string;
  /** One plain sentence: what this state means for the visitor. */
  readonly notice: string;
}

/** Title and notice of a receipt. It never says more than was observed (promise 3). */
export function titleOf(view: ReceiptView, words: Words): Title {
  const { say } = words;
  const agency = view.agency.name;
  switch (view.content.state) {
    // A draft has no receipt: what is printed of it could only be a filing that is ready.
    case 'draft':
    case 'prepared':
      return sendingTitle(view, words);
    case 'acknowledged':
      return { title: say('receipt.title.acknowledged', { agency }), notice: say('receipt.notice.acknowledged') };
    case 'mismatch':
      return { title: say('receipt.title.mismatch'), notice: mismatchNotice(view, words) };
    case 'decided':
      return { title: say('receipt.title.decided', { agency }), notice: say('receipt.notice.decided') };
    case 'withdrawn':
      return { title: say('receipt.title.withdrawn'), notice: say('receipt.notice.withdrawn') };
    default:
      return unreachable(view.content.state);
  }
}

function sendingTitle({ content }: ReceiptView, { say }: Words): Title {
  const sent = content.deliveries.filter(({ state }) => state === 'sent');
  if (sent.length > 0) {
    // Taken over by the desk's agent, the filing is not at the agency.
    const onlyCounter = sent.every(({ channel }) => channel === 'counter');
    return {
      title: say('receipt.title.sent'),
      notice: say(onlyCounter ? 'receipt.notice.counter' : 'receipt.notice.sent'),
    };
  }
  const has = (state: string): boolean => content.deliveries.some((delivery) => delivery.state === state);
  if (has('unknown')) return { title: say('receipt.title.uncertain'), notice: say('receipt.notice.uncertain') };
  const notice = say(has('failed') ? 'receipt.notice.failed' : 'receipt.notice.prepared');
  return { title: say('receipt.title.prepared'), notice };
}

function mismatchNotice({ content }: ReceiptView, { say }: Words): string {
  const counted = content.acknowledgement?.pagesCounted ?? null;
  if (counted === null || counted === content.pageCount) return say('receipt.notice.mismatch');
  return say('receipt.notice.mismatch.pages', {
    counted: say('receipt.pages', { count: counted }),
    recorded: say('receipt.pages', { count: content.pageCount }),
  });
}
