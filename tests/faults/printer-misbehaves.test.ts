import { describe, expect, test } from 'vitest';
import { PRINTER_LIMITS } from '../../main/devices/printers/limits.ts';
import { type Hand, type Script, startMisbehavingPrinter } from '../devices/misbehaving-printer.ts';
import { FAST, openForTest, plainJob, sleep } from '../devices/printer-parts.ts';
import { MISHAPS, once, withoutPaper } from './printer-mishaps.ts';

const JOB = plainJob(200);
/** Bytes received at which a stray answer is said: in the middle, at the end of the job, while the fence is asked. */
const INSTANTS = [3_000, JOB.length, JOB.length + 9];

/** Prints on a scripted printer and gives what was told and every byte that arrived, also after that. */
async function printOn(script: Script, profile: string, job = JOB, limits = FAST) {
  const peer = await startMisbehavingPrinter(script);
  const printer = await openForTest(`tcp://127.0.0.1:${peer.port}?profile=${profile}`, limits);
  const outcome = await printer.print(job);
  const told = peer.received().length;
  await sleep(250);
  const received = peer.received();
  await peer.close();
  expect(received.length, 'no byte after the outcome was told').toBe(told);
  return { outcome, received };
}

describe.each(['generic-80', 'generic-80-h'])('profile %s', (profile) => {
  test.concurrent.each(MISHAPS)('$name: $result, $status', async ({ script, result, status, sent }) => {
    const { outcome, received } = await printOn(script(), profile);
    expect(outcome).toMatchObject({ result, status });
    if (sent === 0) {
      expect(outcome.bytesSent).toBe(0);
      expect(received.includes('ligne')).toBe(false);
    }
    if (sent === 'all') expect(outcome.bytesSent).toBe(JOB.length);
    if (result === 'printed') expect(received.includes('DERNIERE LIGNE')).toBe(true);
    expect(received.indexOf('00000 ligne')).toBe(received.lastIndexOf('00000 ligne'));
  });

  const stray = [[0x00], [0x37, 0x22, 0x41, 0x41, 0x41, 0x41, 0x00], [0x12]];
  test.concurrent.each(stray)('an answer that nobody asked for is not taken for the fence (%#)', async (...bytes) => {
    const script = (at: number): Script => ({
      answer: (q, healthy, _, count) => ((q === 'gs-r' && count > 1) || q === 'gs-h' ? null : healthy),
      received: once(at, (hand) => hand.say(...bytes)),
    });
    const prints = await Promise.all(INSTANTS.map((at) => printOn(script(at), profile)));
    expect(prints.map(({ outcome }) => outcome.result)).toEqual(['unknown', 'unknown', 'unknown']);
  });

  test.concurrent('a stray byte at the fence beside right answers: unknown, whenever it comes', async () => {
    const prints = await Promise.all(
      INSTANTS.map((at) => printOn({ received: once(at, (hand) => hand.say(0x00)) }, profile)),
    );
    expect(prints.map(({ outcome }) => outcome.result)).toEqual(['unknown', 'unknown', 'unknown']);
  });

  let late = false;
  test.concurrent('a board that answers real-time questions in turn, after the fence, is waited for', async () => {
    const held: number[] = [];
    const { outcome } = await printOn(
      {
        answer: (q, healthy, hand, count) => {
          if (q === 'gs-h' || (q === 'gs-r' && count === 2)) {
            setTimeout(() => {
              hand.say(...healthy, ...held);
              held.length = 0;
              late = false;
            }, 600);
            late = true;
            return null;
          }
          if (!late) return healthy;
          held.push(...healthy);
          return null;
        },
      },
      profile,
    );
    expect(outcome).toMatchObject({ result: 'printed', status: 'ready' });
  });
});

test.concurrent('an id of another job is not taken for the fence', async () => {
  const { outcome } = await printOn(
    { answer: (q, healthy) => (q === 'gs-h' ? [0x37, 0x22, 0x20, 0x20, 0x20, 0x20, 0x00] : healthy) },
    'generic-80-h',
  );
  expect(outcome.result).toBe('unknown');
});

test.concurrent('status bytes in mid-job on a 30 kB/s printer: all 126,000 bytes arrive', async () => {
  const end = plainJob(0).subarray(2);
  const job = Buffer.concat([plainJob(3_200).subarray(0, 126_000 - end.length), end]);
  const { outcome, received } = await printOn(
    { bytesPerS: 30_000, received: once(30_000, (hand) => hand.say(0x10, 0x00, 0x03, 0x0f)) },
    'generic-80',
    job,
    { ...FAST, replyMs: 5_000, answerMs: 15_000 },
  );
  expect(outcome).toMatchObject({ result: 'printed', bytesSent: 126_000 });
  expect(received.includes(job.subarray(2)), 'byte for byte').toBe(true);
});

test('what had not left this machine when the failure was told never leaves it', async () => {
  let reader: Hand | null = null;
  const peer = await startMisbehavingPrinter({
    received: once(3_000, (hand) => {
      reader = hand;
      hand.stopReading();
    }),
  });
  const printer = await openForTest(`tcp://127.0.0.1:${peer.port}`);
  const job = plainJob(50_000);
  expect(await printer.print(job)).toMatchObject({ result: 'unknown' });
  (reader as Hand | null)?.readOn();
  await sleep(500);
  expect(peer.received().length).toBeLessThan(job.length);
  expect(peer.received().includes('DERNIERE LIGNE')).toBe(false);
  await peer.close();
});

test.concurrent('a printer out of paper is asked why and told at once, not when patience ends', async () => {
  let out = false;
  const answer = withoutPaper(() => out);
  const start = performance.now();
  const { outcome } = await printOn(
    {
      answer: (q, ...rest) => (q === 'asb' ? null : (answer?.(q, ...rest) ?? null)),
      received: once(3_000, () => (out = true)),
    },
    'generic-80',
    JOB,
    { ...FAST, answerMs: 20_000 },
  );
  expect(outcome).toMatchObject({ result: 'not-printed', status: 'paper-out' });
  expect(performance.now() - start).toBeLessThan(10_000);
});

test('nobody at the address: not printed, disconnected, nothing sent', async () => {
  const gone = await startMisbehavingPrinter({});
  await gone.close();
  const printer = await openForTest(`tcp://127.0.0.1:${gone.port}`);
  expect(await printer.status()).toBe('disconnected');
  expect(await printer.print(JOB)).toEqual({ result: 'not-printed', status: 'disconnected', bytesSent: 0 });
});

test('a second job while one prints is refused, and is not printed later', async () => {
  const peer = await startMisbehavingPrinter({ bytesPerS: 40_000 });
  const printer = await openForTest(`tcp://127.0.0.1:${peer.port}`);
  const first = printer.print(JOB);
  const second = await printer.print(plainJob(3));
  expect(second).toEqual({ result: 'not-printed', status: 'busy', bytesSent: 0 });
  expect(await printer.status()).toBe('busy');
  expect((await first).result).toBe('printed');
  await sleep(200);
  expect(peer.connections()).toBe(1);
  await peer.close();
});

test('giving up ends within the time promised', async () => {
  const start = performance.now();
  let mute = false;
  const script: Script = {
    answer: (_, healthy) => (mute ? null : healthy),
    received: once(3_000, () => {
      mute = true;
    }),
  };
  await printOn(script, 'generic-80');
  const { answerMs, connectMs, cancelMs, closeMs } = PRINTER_LIMITS;
  expect(answerMs + connectMs + cancelMs + closeMs).toBeLessThan(30_000);
  expect(performance.now() - start).toBeLessThan(FAST.answerMs + FAST.connectMs + FAST.cancelMs + FAST.closeMs + 3_000);
});
