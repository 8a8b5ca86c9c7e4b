import { canonicalBytes } from '../../shared/canonical-json.ts';
import { leafHash } from '../../shared/ledger/tree.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { secondsNow } from './clock.ts';
import type { Core } from './core.ts';
import type { DataFault } from './data-fault.ts';
import { forgetDue } from './due.ts';
import { isCertified, notCertified } from './keys.ts';
import type { LedgerEntry } from './ledger.ts';
import { acknowledgedState, type Observation, type Refusal, refuse } from './legality.ts';
import { insertReceipt, type SaltedFact, type SealedReceipt } from './prepare.ts';
import { blob, text } from './row.ts';
import { sweepFilings } from './sweep.ts';
import { buildSealer, filingKeyBytes, type Sealer } from './vault.ts';
import { type Detail, type FilingView, noDetail, type ObservedState, viewFiling, writeSealed } from './view.ts';

export type NoSuchFiling = Fault<'no-such-filing'>;
export type SealerFault = DataFault | NoSuchFiling | Fault<'key-destroyed'>;
export type ObserveFault = SealerFault | Refusal | Fault<'not-certified'>;

const noSuchFiling = (number: string): NoSuchFiling => ({
  code: 'no-such-filing',
  message: `No filing ${number} here.`,
});

/** A recorded filing's id and key (32 bytes, for the caller to wipe): `key-destroyed` once it was forgotten. */
export function unwrapFilingKey(
  core: Pick<Core, 'store' | 'vaultKeys'>,
  number: string,
): Result<{ readonly id: string; readonly key: Uint8Array }, SealerFault> {
  const read = core.store.read(() => {
    const filing = core.store.get('SELECT id FROM filings WHERE number = ?', number);
    const key = filing && core.store.get('SELECT * FROM filing_keys WHERE filing = ?', text(filing, 'id'));
    return { id: filing && text(filing, 'id'), key };
  });
  if (!read.ok) return read;
  const { id, key } = read.value;
  if (id === null) return fail(noSuchFiling(number));
  if (!key) return fail({ code: 'key-destroyed', message: 'The key of this filing was destroyed.' });
  const unwrapped = core.vaultKeys.unwrap({ vaultDay: text(key, 'vault_day'), bytes: blob(key, 'wrapped') }, number);
  return unwrapped.ok ? ok({ id, key: unwrapped.value }) : unwrapped;
}

/** Opens what a recorded filing sealed: `key-destroyed` once it was forgotten. */
export function openSealer(core: Pick<Core, 'store' | 'vaultKeys'>, number: string): Result<Sealer, SealerFault> {
  const unwrapped = unwrapFilingKey(core, number);
  if (!unwrapped.ok) return unwrapped;
  const { id, key } = unwrapped.value;
  const sealer = buildSealer(key, id);
  key.fill(0);
  return ok(sealer);
}

/** What is sealed at the end of a life goes with its key in the same transaction: where that is damaged, any other does. */
function lastSealer(core: Core, number: string): Result<Sealer, SealerFault> {
  const opened = openSealer(core, number);
  const isDamaged = !opened.ok && (opened.fault.code === 'data-damaged' || opened.fault.code === 'key-destroyed');
  if (!isDamaged) return opened;
  const found = core.store.read(() => core.store.get('SELECT id FROM filings WHERE number = ?', number));
  if (!found.ok) return found;
  return found.value ? ok(buildSealer(core.random(filingKeyBytes), text(found.value, 'id'))) : opened;
}

/** A filing as it stands, references and acknowledgement included while its key lives. */
export function readFiling(core: Pick<Core, 'store' | 'vaultKeys'>, number: string): Result<FilingView, SealerFault> {
  const sealer = openSealer(core, number);
  if (!sealer.ok && sealer.fault.code !== 'key-destroyed') return sealer;
  const view = core.store.read(() => viewFiling(core.store, number, sealer.ok ? sealer.value : null));
  if (!view.ok) return view;
  return view.value ? ok(view.value) : fail(noSuchFiling(number));
}

/** What the next receipt is made from: the filing with the observation in it. */
export interface NextReceipt {
  readonly filing: FilingView;
  /** 2 for the second receipt of a filing… */
  readonly sequence: number;
  /** Seconds since 1970: when it was observed. */
  readonly at: number;
  readonly sealer: Sealer;
}

/** The fact, and the receipt once the fact has its place in the ledger. Both synchronous. */
export interface NextStatement<T> extends SaltedFact {
  receipt(entry: LedgerEntry): SealedReceipt<T>;
}

export interface Observed<T> {
  readonly entry: LedgerEntry;
  readonly value: T;
  readonly filing: FilingView;
  /** After `forgotten` or `life-ended`: why a trace of the key is still in the files, null when none is. `sweep` removes it later. */
  readonly left: DataFault | null;
}

/**
 * Records what was observed of a filing: state, ledger fact, signed checkpoint and the next receipt in one transaction.
 * A move that the legality table does not allow is refused with its code. After `forgotten` or `life-ended` key, sealed rows and vault
 * folder are gone; only the value that `build` gave still holds that last receipt.
 */
export function observe<T>(
  core: Core,
  number: string,
  observation: Observation,
  build: (next: NextReceipt) => NextStatement<T>,
): Result<Observed<T>, ObserveFault> {
  const recorded = recordObserved(core, number, observation, build);
  if (!recorded.ok || !endsKey(observation)) return recorded;
  const swept = sweepFilings(core, [recorded.value.filing.id]);
  return swept.ok ? recorded : ok({ ...recorded.value, left: swept.fault });
}

/** The same, but after the end of a key its traces are the caller's to sweep: many at once (`sweepFilings`). */
export function recordObserved<T>(
  core: Core,
  number: string,
  observation: Observation,
  build: (next: NextReceipt) => NextStatement<T>,
): Result<Observed<T>, ObserveFault> {
  const { store, ledger, crypto } = core;
  // The end of a life is no receipt that anybody would verify: it waits for no certificate (promise 5).
  if (!isCertified(core) && observation.kind !== 'life-ended') return fail(notCertified);
  const opened = observation.kind === 'life-ended' ? lastSealer(core, number) : openSealer(core, number);
  if (!opened.ok)
    return fail(opened.fault.code === 'key-destroyed' ? forgottenOr(core, number, opened.fault) : opened.fault);
  const sealer = opened.value;
  const at = secondsNow(core.clock);
  return store.transaction((): Result<Observed<T>, ObserveFault> => {
    const before = viewFiling(store, number, sealer);
    if (!before) return fail(noSuchFiling(number));
    const refused = refuse(before, observation, at);
    if (refused) return fail(refused);

    applyState(core, before, observation, { at, ledgerIndex: ledger.head().size, sealer });
    const filing = viewFiling(store, number, sealer) ?? before;
    const sequence = before.receipts.length + 1;
    const statement = build({ filing, sequence, at, sealer });
    const entry = ledger.append(leafHash(statement.salt, statement.fact, crypto));
    const { sealed, value } = statement.receipt(entry);
    insertReceipt(core, { ...statement, id: filing.id, sealer }, { sequence, at, entry, sealed });
    if (endsKey(observation)) dropKey(core, filing.id);
    return ok({ entry, value, filing: viewFiling(store, number, sealer) ?? filing, left: null });
  });
}

function forgottenOr(core: Core, number: string, fault: Fault<'key-destroyed'>): ObserveFault {
  const view = core.store.read(() => viewFiling(core.store, number, null));
  if (!view.ok) return view.fault;
  return view.value ? (refuse(view.value, { kind: 'forgotten' }, secondsNow(core.clock)) ?? fault) : fault;
}

interface Moment {
  readonly at: number;
  readonly ledgerIndex: number;
  readonly sealer: Sealer;
}

function applyState(core: Core, filing: FilingView, observation: Observation, moment: Moment): void {
  const { store } = core;
  const { at, ledgerIndex, sealer } = moment;
  const channel = 'channel' in observation ? observation.channel : null;
  const state = stateAfter(filing, observation);
  if (channel !== null) {
    // Queued again by a person, its waits begin anew; its earlier attempts stay as evidence.
    store.run(
      `UPDATE deliveries SET state = ?, changed_at = ?, next_at = ?, begun_at = NULL,
         attempts = CASE ? WHEN 'queued' THEN 0 ELSE attempts END
       WHERE filing = ? AND channel = ?`,
      state,
      at,
      state === 'queued' ? at : null,
      state,
      filing.id,
      channel,
    );
  } else if (state === 'forgotten') {
    store.run('UPDATE filings SET forgotten_at = ? WHERE id = ?', at, filing.id);
  } else {
    store.run('UPDATE filings SET state = ? WHERE id = ?', state, filing.id);
  }
  store.run(
    'INSERT INTO states (ledger_index, filing, channel, state, at) VALUES (?, ?, ?, ?, ?)',
    ledgerIndex,
    filing.id,
    channel,
    state,
    at,
  );
  writeSealed(
    store,
    filing.id,
    'detail',
    ledgerIndex,
    sealer.seal('detail', ledgerIndex, canonicalBytes(detailOf(observation))),
  );
}

function stateAfter(filing: FilingView, observation: Observation): ObservedState {
  switch (observation.kind) {
    case 'not-received':
      return 'queued';
    case 'acknowledged':
      return acknowledgedState(filing.pages, observation);
    case 'life-ended':
      return 'forgotten';
    default:
      return observation.kind;
  }
}

function detailOf(observation: Observation): Detail {
  switch (observation.kind) {
    case 'sent':
      return { ...noDetail, reference: observation.reference, agent: observation.agent };
    case 'not-received':
      return { ...noDetail, agent: observation.agent };
    case 'acknowledged': {
      const { number, date, pages, pagesHeld } = observation;
      const pagesCounted = pages ?? (pagesHeld === null ? null : new Set(pagesHeld).size);
      return { ...noDetail, reference: number, acknowledgement: { number, date, pagesCounted }, pagesHeld };
    }
    default:
      return noDetail;
  }
}

const endsKey = ({ kind }: Observation): boolean => kind === 'forgotten' || kind === 'life-ended';

function dropKey({ store }: Core, filing: string): void {
  store.run('DELETE FROM filing_keys WHERE filing = ?', filing);
  store.run('DELETE FROM sealed WHERE filing = ?', filing);
  forgetDue(store, filing);
}
