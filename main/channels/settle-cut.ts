import { type Fault, ok, type Result } from '../../shared/result.ts';
import { dropBegin, keepAttempt } from '../filings/begin.ts';
import { isOfFolder } from '../filings/data-fault.ts';
import { begunDeliveries, recordAttempt, type WaitingDelivery } from '../filings/outbox.ts';
import type { Carriers } from './carrier.ts';
import { cannotTell } from './channel.ts';
import { type RecordParts, recordOutcome } from './record-outcome.ts';

/**
 * Settles what a power cut, or a disk that took no more, left begun and never ended: where the receiver recognises a
 * repetition it is due as before, elsewhere it is `unknown` and a person decides (promise 2). Call it while no hand-off runs.
 */
export function settleCut(parts: RecordParts & { readonly carriers: Carriers }): Result<void, Fault> {
  const begun = begunDeliveries(parts.core);
  if (!begun.ok) return begun;
  for (const delivery of begun.value) {
    const settled = parts.carriers(delivery.channel)?.idempotent
      ? dueAsBefore(parts, delivery)
      : recordOutcome(parts, delivery, false, cannotTell('cut'));
    if (!settled.ok && isOfFolder(settled.fault)) return settled;
  }
  return ok(undefined);
}

/** No wait on top of the first: a cut says nothing about the receiver. Cut again and again, it may be what brings the kiosk down. */
function dueAsBefore({ core }: RecordParts, delivery: WaitingDelivery): Result<void, Fault> {
  if (delivery.attempts > 0 && delivery.state === 'queued') {
    const waits = recordAttempt(core, delivery, 'cut');
    return waits.ok ? ok(undefined) : waits;
  }
  const kept = keepAttempt(core, delivery, 'cut');
  return kept.ok ? dropBegin(core, delivery) : kept;
}
