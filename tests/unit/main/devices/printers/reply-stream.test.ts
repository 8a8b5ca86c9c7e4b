import fc from 'fast-check';
import { expect, test } from 'vitest';
import { statusFromAsb, statusFromPaper, statusFromRealTime } from '../../../../../main/devices/printers/protocol.ts';
import { type PrinterReply, ReplyStream } from '../../../../../main/devices/printers/reply-stream.ts';

function hear(...bytes: number[]): PrinterReply[] {
  const replies: PrinterReply[] = [];
  new ReplyStream((reply) => replies.push(reply)).take(Uint8Array.from(bytes));
  return replies;
}

test('the four kinds of answers are told apart in one stream of bytes', () => {
  expect(
    hear(0x12, 0x10, 0x00, 0x03, 0x0f, 0x00, 0x37, 0x22, 0x41, 0x12, 0x10, 0x44, 0x00, 0x37, 0x25, 0x00, 0x1a),
  ).toEqual([
    { kind: 'real-time', bits: 0x12 },
    { kind: 'asb', packet: [0x10, 0x00, 0x03, 0x0f] },
    { kind: 'paper', bits: 0x00 },
    { kind: 'process-id', id: 'A\x12\x10D' },
    { kind: 'cleared' },
    { kind: 'real-time', bits: 0x1a },
  ]);
});

test('a real-time answer inside a status report breaks neither', () => {
  expect(hear(0x18, 0x00, 0x16, 0x0c, 0x0f)).toEqual([
    { kind: 'real-time', bits: 0x16 },
    { kind: 'asb', packet: [0x18, 0x00, 0x0c, 0x0f] },
  ]);
});

test('a broken report, a broken block and noise are counted, flow control is not', () => {
  expect(hear(0x11, 0x10, 0x00, 0xff, 0x13).map(({ kind }) => kind)).toEqual(['stray', 'stray', 'stray']);
  expect(hear(0x37, 0x99, 0x00).map(({ kind }) => kind)).toEqual(['stray', 'stray', 'paper']);
});

test('bytes cut anywhere mean the same', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(60), (bytes, cut) => {
      const replies: PrinterReply[] = [];
      const stream = new ReplyStream((reply) => replies.push(reply));
      stream.take(bytes.subarray(0, cut));
      stream.take(bytes.subarray(cut));
      expect(replies).toEqual(hear(...bytes));
    }),
    { seed: 3 },
  );
});

test.each([
  [{ 1: 0x12, 2: 0x12, 4: 0x12 }, 'ready'],
  [{ 1: 0x12, 2: 0x12, 4: 0x1e }, 'near-end'],
  [{ 1: 0x1a, 2: 0x32, 4: 0x7e }, 'paper-out'],
  [{ 1: 0x12, 2: 0x12, 4: 0x72 }, 'paper-out'],
  [{ 1: 0x1a, 2: 0x16, 4: 0x12 }, 'cover-open'],
  [{ 1: 0x1a, 2: 0x36, 4: 0x7e }, 'cover-open'],
  [{ 1: 0x1a, 2: 0x52, 3: 0x1a, 4: 0x12 }, 'cutter-error'],
  [{ 1: 0x1a, 2: 0x52, 3: 0x52, 4: 0x12 }, 'overheated'],
  [{ 1: 0x1a, 2: 0x52, 3: 0x32, 4: 0x12 }, 'error'],
  [{ 1: 0x1a, 2: 0x12, 4: 0x12 }, 'offline'],
] as const)('DLE EOT answers %j mean %s', (answers, status) => {
  expect(statusFromRealTime(answers, true)).toBe(status);
});

test.each([
  [[0x10, 0, 0, 0x0f], 'ready'],
  [[0x10, 0, 3, 0x0f], 'near-end'],
  [[0x18, 0, 0x0c, 0x0f], 'paper-out'],
  [[0x38, 0, 0, 0x0f], 'cover-open'],
  [[0x18, 0x08, 0, 0x0f], 'cutter-error'],
  [[0x18, 0x40, 0, 0x0f], 'overheated'],
  [[0x18, 0x20, 0, 0x0f], 'error'],
  [[0x18, 0, 0, 0x0f], 'offline'],
] as const)('report %j means %s', (packet, status) => {
  expect(statusFromAsb(packet, true)).toBe(status);
});

test('without a near-end sensor nothing is claimed of the rest of the roll', () => {
  expect(statusFromRealTime({ 1: 0x12, 2: 0x12, 4: 0x1e }, false)).toBe('ready');
  expect(statusFromAsb([0x10, 0, 3, 0x0f], false)).toBe('ready');
  expect(statusFromPaper(0x03, false)).toBe('ready');
  expect(statusFromPaper(0x0f, false)).toBe('paper-out');
});
