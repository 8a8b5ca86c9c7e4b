import type { Bundle } from '../../kiosk-config/schema/bundle.ts';
import type { ChannelId, ClockState, EvidenceKind } from '../../shared/filing.ts';
import { readRegisteredNumber } from '../../shared/post/registered-number.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { audit } from '../filings/audit.ts';
import type { PrintAct } from '../filings/audit-acts.ts';
import type { Core } from '../filings/core.ts';
import { evidenceOf, type KeptPaper, keepEvidence } from '../filings/evidence.ts';
import type { Observation } from '../filings/legality.ts';
import { outlookParts, type UrgentDelivery, urgentDeliveries } from '../filings/outlook.ts';
import { openSealer, readFiling, unwrapFilingKey } from '../filings/transitions.ts';
import { type FilingView, readSealed, viewFiling } from '../filings/view.ts';
import { observeWithReceipt } from './next-receipt.ts';
import type { IssuedReceipt } from './prepare-filing.ts';

/** A recorded filing as it lies in the store, and the key that opens it: for the visit's process alone. */
export interface SealedFiling {
  readonly filing: FilingView;
  /** 32 bytes, for the caller to wipe. */
  readonly filingKey: Uint8Array;
  readonly record: Uint8Array;
  /** The receipt it was recorded with, and the newest. */
  readonly first: Uint8Array;
  readonly last: Uint8Array;
  readonly evidence: readonly KeptPaper[];
}

/** What a visit may do with filings that are recorded: those it holds, and in the staff's room any of them. */
export interface CoreForRecorded {
  /** `not-ours` outside of what this visit holds. */
  open(number: string): Promise<Result<SealedFiling, Fault>>;
  /** Records what a person observed, and signs the receipt that says so. A visitor gives a registered letter's number, nothing else. */
  observe(number: string, observation: Observation): Promise<Result<IssuedReceipt, Fault>>;
  /** A paper whose picture is sealed in the vault as `evidence` `rank`. */
  keepEvidence(number: string, paper: EvidencePaper): Promise<Result<void, Fault>>;
  /** What waits, the most urgent first; in the staff's room alone. */
  waiting(): Promise<Result<readonly UrgentDelivery[], Fault>>;
  /** Writes down that an agent printed papers of a filing; in the staff's room alone. */
  noteAct(number: string, act: PrintAct): Promise<Result<void, Fault>>;
}

export interface EvidencePaper {
  readonly rank: number;
  readonly kind: EvidenceKind;
  readonly sha256: Uint8Array;
}

export interface RecordedParts {
  readonly core: Core;
  readonly bundle: Pick<Bundle, 'desk' | 'retention' | 'holidays'>;
  readonly clockState: () => ClockState;
  /** Numbers that this visit recorded or was shown the receipt of. */
  readonly own: ReadonlySet<string>;
  /** Number of the agent whose room this is; null: a visitor's visit. */
  readonly agent: string | null;
  /** A delivery waits again: the outbox has work. */
  readonly onQueued: () => void;
  /** A delivery went. */
  readonly onSent: (channel: ChannelId, number: string) => void;
}

const refused = (message: string): { readonly ok: false; readonly fault: Fault } => fail({ code: 'refused', message });
const notOurs = fail({ code: 'not-ours', message: 'This visit does not hold this filing.' });

/** The core's side of it; every right is checked here, whatever the visit's process says. */
export function buildCoreForRecorded(parts: RecordedParts): CoreForRecorded {
  const { core, own, agent } = parts;
  const mayUse = (number: string): boolean => agent !== null || own.has(number);
  return {
    open: async (number) => {
      if (!mayUse(number)) return notOurs;
      // Before its key is unwrapped: what cannot be written down is not opened.
      const noted = agent === null ? ok(undefined) : noteOpened(core, number, agent);
      return noted.ok ? openSealed(core, number) : noted;
    },
    observe: async (number, observation) => {
      if (!mayUse(number)) return notOurs;
      const allowed = allow(observation, agent);
      if (!allowed.ok) return allowed;
      const observed = observeWithReceipt(core, number, allowed.value, parts.clockState());
      if (!observed.ok) return observed;
      // It stands, whatever becomes of the line about it.
      if (agent !== null) audit(core, { act: 'observed', agent, filing: number });
      if (allowed.value.kind === 'not-received') parts.onQueued();
      if (allowed.value.kind === 'sent') parts.onSent(allowed.value.channel, number);
      return ok(observed.value.receipt);
    },
    keepEvidence: async (number, paper) => {
      if (!mayUse(number)) return notOurs;
      const filing = readFiling(core, number);
      if (!filing.ok) return filing;
      if (!filing.value.deliveries.some(({ channel }) => channel === 'post')) return refused('It leaves otherwise.');
      const sealer = openSealer(core, number);
      if (!sealer.ok) return sealer;
      const lies = core.vault.has(filing.value.id, 'evidence', paper.rank);
      if (!lies.ok || !lies.value) return refused('Its picture is not in the vault.');
      const kept = keepEvidence(core, number, paper, sealer.value);
      return kept.ok ? ok(undefined) : kept;
    },
    waiting: async () => {
      if (agent === null) return refused('The outbox is for the staff.');
      return urgentDeliveries(outlookParts(core, parts.bundle));
    },
    noteAct: async (number, act) => {
      if (agent === null) return refused('This is for the staff.');
      const filing = core.store.read(() => viewFiling(core.store, number, null));
      return filing.ok && filing.value ? audit(core, { act, agent, filing: number }) : notOurs;
    },
  };
}

/** What may be observed here by whom. An agent's own number is put in: nobody confirms in another's name. */
function allow(observation: Observation, agent: string | null): Result<Observation, Fault> {
  switch (observation.kind) {
    case 'sent':
      return allowSent(observation.channel, observation.reference, agent);
    case 'not-received':
      return agent === null ? refused('An agent says so.') : ok({ ...observation, agent });
    case 'acknowledged':
    case 'withdrawn':
      return agent === null ? refused('An agent says so.') : ok(observation);
    default:
      return refused('This is not said in a visit.');
  }
}

function allowSent(channel: ChannelId, reference: string, agent: string | null): Result<Observation, Fault> {
  if (channel === 'post') {
    // Only a registered letter leaves a trace that anybody can follow: its number is the proof.
    const registered = readRegisteredNumber(reference);
    return registered.ok ? ok({ kind: 'sent', channel, reference: registered.value.plain, agent }) : registered;
  }
  if (agent === null) return refused('An agent says so.');
  // At the counter it is sent once an agent of this desk took it over: the reference is that agent's number.
  return ok({ kind: 'sent', channel, reference: channel === 'counter' ? agent : reference, agent });
}

function noteOpened(core: Core, number: string, agent: string): Result<void, Fault> {
  const filing = readFiling(core, number);
  return filing.ok ? audit(core, { act: 'opened', agent, filing: number }) : filing;
}

function openSealed(core: Core, number: string): Result<SealedFiling, Fault> {
  const filing = readFiling(core, number);
  if (!filing.ok) return filing;
  const unwrapped = unwrapFilingKey(core, number);
  if (!unwrapped.ok) return unwrapped;
  const { id, key } = unwrapped.value;
  const last = filing.value.receipts.at(-1)?.sequence ?? 1;
  const sealed = core.store.read(() => ({
    record: readSealed(core.store, id, 'record', 0),
    first: readSealed(core.store, id, 'receipt', 1),
    last: readSealed(core.store, id, 'receipt', last),
    evidence: evidenceOf(core, id),
  }));
  if (!sealed.ok) return sealed;
  const { record, first, last: newest, evidence } = sealed.value;
  if (!record || !first || !newest)
    return fail({ code: 'data-damaged', message: 'The sealed record of this filing is damaged.' });
  return ok({ filing: filing.value, filingKey: key, record, first, last: newest, evidence });
}
