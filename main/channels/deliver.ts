import { join } from 'node:path';
import { toBase64Url, toHex } from '../../shared/bytes.ts';
import type { ChannelId, ClockState } from '../../shared/filing.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { readClockState } from '../clock-state.ts';
import { recordBegin } from '../filings/begin.ts';
import { isoTime } from '../filings/clock.ts';
import type { Core } from '../filings/core.ts';
import { isOfFolder } from '../filings/data-fault.ts';
import { isCertified } from '../filings/keys.ts';
import { dueDeliveries, type WaitingDelivery } from '../filings/outbox.ts';
import { readFiling, unwrapFilingKey } from '../filings/transitions.ts';
import { type FilingView, readSealed } from '../filings/view.ts';
import { type Breaker, isOfChannel } from './breaker.ts';
import type { Carriers, Outgoing } from './carrier.ts';
import { kioskCarriers } from './carriers.ts';
import { cannotTell, type HandOff, retryLater, toPerson } from './channel.ts';
import type { CounterSettings } from './counter.ts';
import { recordOutcome } from './record-outcome.ts';
import { settleCut } from './settle-cut.ts';

export interface DeliverParts {
  readonly core: Core;
  readonly counter: CounterSettings;
  readonly timeoutMs: number;
  /** Across rounds; none: every delivery that is due is attempted. */
  readonly breaker?: Breaker;
  /** How each channel hands off; none: this kiosk's own, in a child each. */
  readonly carriers?: Carriers;
  /** None: this machine's. */
  readonly clockState?: () => ClockState;
  /** Aborts a hand-off that takes longer; none: real time. */
  readonly deadline?: (ms: number) => AbortSignal;
  /** Asked before each delivery: true ends the round. None: it goes to its end. */
  readonly isStopped?: () => boolean;
  /** Told of a throw, which is a bug and ends its own delivery alone; none: it goes on. */
  readonly onBug?: (where: DeliverStep, bug: unknown) => void;
}

/** Where in a round something was thrown. */
export type DeliverStep = 'settle' | 'delivery';

type Optional = 'breaker' | 'isStopped' | 'onBug';
type Round = Required<Omit<DeliverParts, Optional>> & Pick<DeliverParts, Optional>;

/**
 * One round of the outbox, never two at once: settles what a cut left begun, then attempts everything that is due, oldest
 * filing first and its deliveries in the manifest's order. A fault of one delivery never stops the next: one that a person
 * settled meanwhile has no outcome, and only a fault of the data folder ends the round.
 */
export async function deliverDue(parts: DeliverParts): Promise<Result<readonly HandOff[], Fault>> {
  const round: Round = {
    carriers: kioskCarriers(parts.counter),
    clockState: readClockState,
    deadline: (ms) => AbortSignal.timeout(ms),
    ...parts,
  };
  const settled = await guarded(round, 'settle', () => settleCut(round));
  if (settled?.ok === false) return settled;
  const due = dueDeliveries(round.core);
  if (!due.ok) return due;
  const outcomes: HandOff[] = [];
  for (const delivery of probesFirst(due.value, round.breaker)) {
    if (round.isStopped?.() === true) break;
    // It stays due: the channel's rest is not the filing's failure.
    if (round.breaker?.allows(delivery.channel) === false) continue;
    const outcome = await guarded(round, 'delivery', () => deliverOne(round, delivery));
    if (outcome === null) continue;
    if (!outcome.ok) {
      if (isOfFolder(outcome.fault)) return outcome;
      continue;
    }
    outcomes.push(outcome.value);
    tell(round.breaker, delivery, outcome.value);
  }
  return ok(outcomes);
}

/** null: it threw, which was told. Without anybody to tell, the throw goes on. */
async function guarded<T>({ onBug }: Round, where: DeliverStep, work: () => T | Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (bug) {
    if (!onBug) throw bug;
    onBug(where, bug);
    return null;
  }
}

/** Of a channel that is down, the delivery of fewest attempts goes first, of equals the newest: a few bad filings must not speak for it for ever. */
function probesFirst(due: readonly WaitingDelivery[], breaker: Breaker | undefined): readonly WaitingDelivery[] {
  const down = [...new Set(due.map(({ channel }) => channel))].filter((channel) => breaker?.isDown(channel));
  const probes = down.flatMap((channel) => {
    const [first, ...others] = due.filter((delivery) => delivery.channel === channel);
    return first ? [others.reduce((least, each) => (each.attempts <= least.attempts ? each : least), first)] : [];
  });
  return [...probes, ...due.filter((delivery) => !probes.includes(delivery))];
}

/** One that nobody answered counts like one that nobody reached; a refusal is an answer. */
function tell(breaker: Breaker | undefined, delivery: WaitingDelivery, { state, next, fault }: HandOff): void {
  if (next !== 'retry' && state !== 'unknown') breaker?.took(delivery.channel);
  else if (isOfChannel(fault)) breaker?.failed(delivery.channel, delivery.number);
}

async function deliverOne(round: Round, delivery: WaitingDelivery): Promise<Result<HandOff, Fault>> {
  const { core } = round;
  const carrier = round.carriers(delivery.channel);
  const idempotent = carrier?.idempotent ?? false;
  const record = (handOff: HandOff): Result<HandOff, Fault> => recordOutcome(round, delivery, idempotent, handOff);
  if (!carrier) return record(retryLater('no-such-channel'));
  if (carrier.handOff === null) return record(toPerson);
  const order = buildOrder(core, delivery);
  if (!order.ok) return record(retryLater(order.fault.code));
  // What could not be recorded as `sent` is not sent.
  if (carrier.personConfirms !== true && !isCertified(core)) return record(retryLater('not-certified'));
  const begun = recordBegin(core, delivery);
  if (!begun.ok) return begun;
  const handOff = await carrier
    .handOff(order.value, round.deadline(round.timeoutMs))
    .catch(() => cannotTell('delivery-process'));
  const recorded = record(handOff);
  if (recorded.ok || !idempotent || recorded.fault.code === 'not-waiting' || isOfFolder(recorded.fault))
    return recorded;
  // Repeating is safe, but not at once and not for ever: as long as it cannot be recorded, it waits like any other.
  return record(retryLater('not-recorded'));
}

/** Everything in it is ciphertext, hashes and counts: the child opens the record (promise 5). */
function buildOrder(core: Core, delivery: WaitingDelivery): Result<Outgoing, Fault> {
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
