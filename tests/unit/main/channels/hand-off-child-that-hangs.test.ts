import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cannotTell, retryLater } from '../../../../main/channels/channel.ts';
import type { DeliverOrder } from '../../../../main/channels/deliver-messages.ts';
import { handOffInChild } from '../../../../main/channels/hand-off-in-child.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const order = {} as DeliverOrder;

/** A child that the kernel holds: no signal ends it. */
function undying(): ChildProcess {
  const child = Object.assign(new EventEmitter(), {
    connected: false,
    kill: () => true,
    send: () => true,
    unref: () => undefined,
  });
  queueMicrotask(() => child.emit('spawn'));
  return child as unknown as ChildProcess;
}

it('a child that no signal ends is given up after five seconds: nobody can tell what left', async () => {
  const stopped = new AbortController();
  let ended: unknown = null;
  const handOff = handOffInChild(order, stopped.signal, undying).then((answer) => {
    ended = answer;
  });
  await vi.advanceTimersByTimeAsync(60_000);
  stopped.abort();
  await vi.advanceTimersByTimeAsync(4_900);
  expect(ended).toBeNull();
  await vi.advanceTimersByTimeAsync(200);
  await handOff;
  expect(ended).toEqual(cannotTell('no-answer'));
});

it('the program that starts it is not there: nothing left, and nobody waits for its end', async () => {
  vi.useRealTimers();
  const missing = (): ChildProcess =>
    fork('x.ts', { execPath: '/nonexistent/setpriv', execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  expect(await handOffInChild(order, new AbortController().signal, missing)).toEqual(retryLater('no-process'));
});
