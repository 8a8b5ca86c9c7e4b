import type { PrinterStatus, PrintResult } from '../../main/devices/printers/printer.ts';
import type { Script } from '../devices/misbehaving-printer.ts';

const PAPER_OUT_REPORT = [0x18, 0x00, 0x0c, 0x0f];
const COVER_OPEN_REPORT = [0x38, 0x00, 0x00, 0x0f];

/** One way a printer goes wrong, and what must be told of it. */
export interface Mishap {
  readonly name: string;
  readonly script: () => Script;
  readonly result: PrintResult;
  readonly status: PrinterStatus;
  /** Undefined: part of the job was sent. */
  readonly sent?: 0 | 'all';
}

/** Acts once, when so many bytes have come. */
export const once = (
  at: number,
  act: (hand: Parameters<NonNullable<Script['received']>>[1]) => void,
): Script['received'] => {
  let done = false;
  return (bytes, hand) => {
    if (!done && bytes >= at) {
      done = true;
      act(hand);
    }
  };
};
/** Answers as a printer that is out of paper does from the moment `isOut` says so. */
export const withoutPaper =
  (isOut: () => boolean): Script['answer'] =>
  (question, healthy) => {
    if (!isOut()) return healthy;
    if (question === 'dle-1') return [0x1a];
    if (question === 'dle-2') return [0x32];
    if (question === 'dle-4') return [0x7e];
    return question === 'gs-r' || question === 'gs-h' ? null : healthy;
  };

export const MISHAPS: readonly Mishap[] = [
  { name: 'a healthy printer', script: () => ({}), result: 'printed', status: 'ready', sent: 'all' },
  {
    name: 'a roll near its end',
    script: () => ({ answer: (q, healthy) => (q === 'dle-4' ? [0x1e] : healthy) }),
    result: 'printed',
    status: 'near-end',
    sent: 'all',
  },
  {
    name: 'paper out before the job',
    script: () => ({ answer: withoutPaper(() => true) }),
    result: 'not-printed',
    status: 'paper-out',
    sent: 0,
  },
  {
    name: 'cover open before the job',
    script: () => ({ answer: (q, healthy) => (q === 'dle-2' ? [0x16] : healthy) }),
    result: 'not-printed',
    status: 'cover-open',
    sent: 0,
  },
  {
    name: 'a jammed knife before the job',
    script: () => ({ answer: (q, healthy) => (q === 'dle-2' ? [0x52] : q === 'dle-3' ? [0x1a] : healthy) }),
    result: 'not-printed',
    status: 'cutter-error',
    sent: 0,
  },
  {
    name: 'silence from the start',
    script: () => ({ answer: () => null }),
    result: 'not-printed',
    status: 'unknown',
    sent: 0,
  },
  {
    name: 'a printer that waits for the rest of an older picture',
    script: () => ({ answer: (q, healthy) => (q === 'gs-r' ? null : healthy) }),
    result: 'not-printed',
    status: 'unknown',
    sent: 0,
  },
  {
    name: 'silence after some bytes',
    script: () => {
      let mute = false;
      return { answer: (_, healthy) => (mute ? null : healthy), received: once(3_000, () => (mute = true)) };
    },
    result: 'unknown',
    status: 'unknown',
    sent: 'all',
  },
  {
    name: 'a buffer that never empties again',
    script: () => ({ received: once(3_000, (hand) => hand.stopReading()), answer: (_, healthy) => healthy }),
    result: 'unknown',
    status: 'unknown',
  },
  {
    name: 'the line cut after some bytes',
    script: () => ({ received: once(3_000, (hand) => hand.cut()) }),
    result: 'unknown',
    status: 'disconnected',
  },
  {
    name: 'the line cut at the fence, after the last byte',
    script: () => ({
      answer: (q, healthy, hand, count) => {
        if (q === 'gs-h' || (q === 'gs-r' && count === 2)) hand.cut();
        return healthy;
      },
    }),
    result: 'unknown',
    status: 'disconnected',
    sent: 'all',
  },
  {
    name: 'a polite hang-up after the last byte',
    script: () => ({
      answer: (q, healthy, hand, count) => {
        if (q !== 'gs-h' && !(q === 'gs-r' && count === 2)) return healthy;
        hand.hangUp();
        return null;
      },
    }),
    result: 'unknown',
    status: 'disconnected',
    sent: 'all',
  },
  {
    name: 'silence after the fence, before the last word',
    script: () => ({ answer: (q, healthy, _, count) => (q === 'dle-1' && count === 2 ? null : healthy) }),
    result: 'unknown',
    status: 'unknown',
    sent: 'all',
  },
  {
    name: 'paper out after the fence',
    script: () => ({ answer: (q, healthy, _, count) => (q === 'dle-4' && count === 2 ? [0x72] : healthy) }),
    result: 'not-printed',
    status: 'paper-out',
    sent: 'all',
  },
  {
    name: 'paper out in the middle, reported by itself',
    script: () => {
      let out = false;
      return {
        answer: withoutPaper(() => out),
        received: once(3_000, (hand) => {
          out = true;
          hand.say(...PAPER_OUT_REPORT);
        }),
      };
    },
    result: 'not-printed',
    status: 'paper-out',
  },
  {
    name: 'paper out in the middle on a printer without reports',
    script: () => {
      let out = false;
      const answer = withoutPaper(() => out);
      return {
        answer: (q, ...rest) => (q === 'asb' ? null : (answer?.(q, ...rest) ?? null)),
        received: once(3_000, () => (out = true)),
      };
    },
    result: 'not-printed',
    status: 'paper-out',
    sent: 'all',
  },
  {
    name: 'the cover opened in the middle',
    script: () => ({ received: once(3_000, (hand) => hand.say(...COVER_OPEN_REPORT)) }),
    result: 'not-printed',
    status: 'cover-open',
  },
  {
    name: 'a harmless report in the middle',
    script: () => ({ received: once(3_000, (hand) => hand.say(0x10, 0x00, 0x00, 0x0f)) }),
    result: 'printed',
    status: 'ready',
    sent: 'all',
  },
  {
    name: 'garbage instead of a status',
    script: () => ({ answer: () => [0xff, 0xfe, 0x80] }),
    result: 'not-printed',
    status: 'unknown',
    sent: 0,
  },
  {
    name: 'garbage beside right answers in the middle',
    script: () => ({ received: once(3_000, (hand) => hand.say(0xff, 0xa5)) }),
    result: 'unknown',
    status: 'ready',
    sent: 'all',
  },
];
