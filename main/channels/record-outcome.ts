import type { ClockState } from '../../shared/filing.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { dropBegin, keepAttempt } from '../filings/begin.ts';
import type { Core } from '../filings/core.ts';
import { isOfFolder } from '../filings/data-fault.ts';
import { recordHandOver } from '../filings/hand-over.ts';
import type { Observation } from '../filings/legality.ts';
import { recordAttempt, type WaitingDelivery } from '../filings/outbox.ts';
import { observeWithReceipt } from '../visits/next-receipt.ts';
import { type HandOff, retryLater } from './channel.ts';

/** What it takes to record what became of a hand-off. */
export interface RecordParts {
  readonly core: Core;
  readonly clockState: () => ClockState;
}

/**
 * Records what was observed of a hand-off: `sent`, `failed` and `unknown` with ledger fact and receipt, `queued` as a wait.
 * Gives it as it was recorded: where the receiver recognises a repetition, `unknown` is a retry. `not-waiting`: a person or
 * the agency settled it meanwhile, and that word stands.
 */
export function recordOutcome(
  { core, clockState }: RecordParts,
  delivery: WaitingDelivery,
  idempotent: boolean,
  observed: HandOff,
): Result<HandOff, Fault> {
  const handOff = observed.state === 'unknown' && idempotent ? retryLater(observed.fault) : observed;
  if (handOff.state === 'queued') {
    const recorded =
      handOff.next === 'person' ? recordHandOver(core, delivery) : recordAttempt(core, delivery, handOff.fault);
    return recorded.ok ? ok(handOff) : recorded;
  }
  const recorded = observeWithReceipt(core, delivery.number, observationOf(delivery, handOff), clockState());
  if (!recorded.ok) return notRecorded(core, delivery, recorded.fault);
  // The state stands whatever becomes of the line about its fault.
  if (handOff.fault !== null) keepAttempt(core, delivery, handOff.fault);
  return ok(handOff);
}

function observationOf({ channel }: WaitingDelivery, { state, reference }: HandOff): Observation {
  if (state === 'sent') return { kind: 'sent', channel, reference, agent: null };
  return { kind: state === 'failed' ? 'failed' : 'unknown', channel };
}

/** Without a certificate the end stays unrecorded and the start stands: it is settled once there is one. */
function notRecorded(core: Core, delivery: WaitingDelivery, fault: Fault): Result<HandOff, Fault> {
  if (isOfFolder(fault) || fault.code === 'not-certified' || fault.code === 'data-damaged') return fail(fault);
  const dropped = dropBegin(core, delivery);
  if (!dropped.ok) return dropped;
  return fail({ code: 'not-waiting', message: `Settled meanwhile: ${fault.message}` });
}
