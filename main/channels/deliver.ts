import { fork } from 'node:child_process';
import { join } from 'node:path';
import { toBase64Url, toHex } from '../../shared/bytes.ts';
import type { ChannelId } from '../../shared/filing.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { isoTime } from '../filings/clock.ts';
import type { Core } from '../filings/core.ts';
import { recordHandOver } from '../filings/hand-over.ts';
import { dueDeliveries, recordAttempt, type WaitingDelivery } from '../filings/outbox.ts';
import { readFiling, unwrapFilingKey } from '../filings/transitions.ts';
import { type FilingView, readSealed } from '../filings/view.ts';
import { ownFile } from '../own-file.ts';
import { diesWithParent } from '../pages/run-bounded.ts';
import { workerNode } from '../worker-node.ts';
import { type Breaker, isOfChannel } from './breaker.ts';
import type { HandOff } from './channel.ts';
import type { CounterSettings } from './counter.ts';
import { type DeliverOrder, handOffSchema } from './deliver-messages.ts';

export interface DeliverParts {
  readonly core: Core;
  readonly counter: CounterSettings;
  readonly timeoutMs: number;
  /** Across rounds; none: every delivery that is due is attempted. */
  readonly breaker?: Breaker;
}

const child = ownFile('deliver-process', import.meta.url);
const [guard, ...guardArgs] = diesWithParent;

/**
 * Attempts everything that is due, oldest first. A fault of one delivery never stops the next: one that a person settled
 * meanwhile (`not-waiting`) has no outcome, and only a fault of the data folder ends the round.
 */
export async function deliverDue(parts: DeliverParts): Promise<Result<readonly HandOff[], Fault>> {
  const due = dueDeliveries(parts.core);
  if (!due.ok) return due;
  const outcomes: HandOff[] = [];
  for (const delivery of due.value) {
    // It stays due: the channel's rest is not the filing's failure.
    if (parts.breaker?.allows(delivery.channel) === false) continue;
    const outcome = await deliverOne(parts, delivery);
    if (outcome.ok) outcomes.push(outcome.value);
    else if (outcome.fault.code !== 'not-waiting') return outcome;
    if (outcome.ok) tell(parts.breaker, delivery.channel, outcome.value);
  }
  return ok(outcomes);
}

function tell(breaker: Breaker | undefined, channel: ChannelId, { next, fault }: HandOff): void {
  if (next !== 'retry') breaker?.took(channel);
  else if (isOfChannel(fault)) breaker?.failed(channel);
}

async function deliverOne(parts: DeliverParts, delivery: WaitingDelivery): Promise<Result<HandOff, Fault>> {
  // The post is a person's work from the start: its pack is printed while the visitor is there.
  if (delivery.channel === 'post') return handToPerson(parts.core, delivery, post);
  const order = buildOrder(parts, delivery);
  const handOff: HandOff = order.ok
    ? await handOffInChild(order.value, parts.timeoutMs)
    : { state: 'queued', reference: null, next: 'retry', fault: order.fault.code };
  if (handOff.next === 'person') return handToPerson(parts.core, delivery, handOff);
  const recorded = recordAttempt(parts.core, delivery, handOff.fault ?? 'no-answer');
  return recorded.ok ? ok(handOff) : recorded;
}

const post: HandOff = { state: 'queued', reference: null, next: 'person', fault: null };

function handToPerson(core: Core, delivery: WaitingDelivery, handOff: HandOff): Result<HandOff, Fault> {
  const recorded = recordHandOver(core, delivery);
  return recorded.ok ? ok(handOff) : recorded;
}

/** Everything in it is ciphertext, hashes and counts: the child opens the record (promise 5). */
function buildOrder({ core, counter }: DeliverParts, delivery: WaitingDelivery): Result<DeliverOrder, Fault> {
  if (delivery.channel !== 'counter')
    return fail({ code: 'no-such-channel', message: `No channel ${delivery.channel}.` });
  const filing = readFiling(core, delivery.number);
  if (!filing.ok) return filing;
  const { id } = filing.value;
  const sealed = core.store.read(() => ({
    record: readSealed(core.store, id, 'record', 0),
    receipt: readSealed(core.store, id, 'receipt', 1),
  }));
  if (!sealed.ok) return sealed;
  const { record, receipt } = sealed.value;
  if (!record || !receipt) return fail({ code: 'data-damaged', message: 'The sealed record of this filing is gone.' });
  const unwrapped = unwrapFilingKey(core, delivery.number);
  if (!unwrapped.ok) return unwrapped;
  const { key } = unwrapped.value;
  const filingKey = toBase64Url(key);
  key.fill(0);
  return ok({
    channel: { id: 'counter', ...counter },
    vaultFolder: join(core.folder, 'vault'),
    filing: id,
    filingKey,
    number: delivery.number,
    idempotencyKey: delivery.idempotencyKey,
    sending: sendingOf(filing.value, delivery.channel),
    manifestHash: toHex(filing.value.manifestHash),
    pages: filing.value.pages,
    preparedAt: isoTime(filing.value.preparedAt),
    sealed: { record: toBase64Url(record), receipt: toBase64Url(receipt) },
  });
}

/** `queued` is observed only when a person said that it did not arrive: once more than that, it is to be sent. */
const sendingOf = ({ states }: FilingView, channel: ChannelId): number =>
  1 + states.filter((observed) => observed.channel === channel && observed.state === 'queued').length;

/** Runs one hand-off in a child with a deadline; a silent or dead child is a retry: its file name is its idempotency key. */
function handOffInChild(order: DeliverOrder, timeoutMs: number): Promise<HandOff> {
  return new Promise((resolve) => {
    const delivering = fork(child, {
      execPath: guard,
      execArgv: [...guardArgs, workerNode()],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const timer = setTimeout(() => delivering.kill('SIGKILL'), timeoutMs);
    let answer: HandOff = { state: 'queued', reference: null, next: 'retry', fault: 'no-answer' };
    delivering.on('message', (message) => {
      const parsed = handOffSchema.safeParse(message);
      if (parsed.success) answer = parsed.data;
    });
    delivering.on('error', () => undefined);
    delivering.on('close', () => {
      clearTimeout(timer);
      resolve(answer);
    });
    delivering.send(order);
  });
}
