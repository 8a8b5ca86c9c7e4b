import { utf8Text } from '../../shared/bytes.ts';
import {
  type ChannelId,
  channelIds,
  type DeliveryState,
  deliveryStates,
  type FilingState,
  filingStates,
} from '../../shared/filing.ts';
import type { Acknowledgement } from '../../shared/receipt/content.ts';
import { blob, integer, integerOrNull, member, text, textOrNull } from './row.ts';
import type { Store } from './store.ts';
import type { Sealer } from './vault.ts';

/** What a state is called in a filing's history; delivery states stand beside their channel. */
export const observedStates = [...new Set([...filingStates, ...deliveryStates, 'forgotten'] as const)];
export type ObservedState = FilingState | DeliveryState | 'forgotten';

/** What a person or a channel told of a state. Sealed under the filing's key, so it ends with the key. */
export interface Detail {
  /** The channel's reference of what it took. */
  readonly reference: string | null;
  /** Number of the agent who took it or observed it: never a name. */
  readonly agent: string | null;
  readonly acknowledgement: Acknowledgement | null;
  /** Pages the agency says it holds, from 1 over the whole filing; null when it did not say. */
  readonly pagesHeld: readonly number[] | null;
}

export const noDetail: Detail = { reference: null, agent: null, acknowledgement: null, pagesHeld: null };

/** A filing as the store tells it. Times are seconds since 1970; what is sealed is null without the filing's key. */
export interface FilingView {
  readonly id: string;
  readonly number: string;
  readonly procedure: string;
  readonly state: FilingState;
  readonly preparedAt: number;
  readonly manifestHash: Uint8Array;
  readonly pages: number;
  readonly forgottenAt: number | null;
  /** Its pages were destroyed then, its receipts were not. */
  readonly pagesEndedAt: number | null;
  readonly deliveries: readonly {
    readonly channel: ChannelId;
    readonly state: DeliveryState;
    /** Its last change, null while first queued. */
    readonly at: number | null;
    readonly reference: string | null;
    readonly idempotencyKey: string;
    /** `queued`, and the machine has done its part: a person confirms or denies. */
    readonly handedOver: boolean;
    /** `queued`, and a hand-off began whose end is not recorded. */
    readonly underWay: boolean;
  }[];
  readonly states: readonly {
    readonly state: ObservedState;
    /** null: of the filing itself. */
    readonly channel: ChannelId | null;
    readonly at: number;
    readonly ledgerIndex: number;
    readonly detail: Detail;
  }[];
  /** The agency's last word. */
  readonly acknowledgement: Acknowledgement | null;
  readonly receipts: readonly { readonly sequence: number; readonly ledgerIndex: number; readonly at: number }[];
}

/** The filing with this number (canonical form), or null. `sealer` opens references and acknowledgements. Throws the store's errors. */
export function viewFiling(store: Store, number: string, sealer: Sealer | null): FilingView | null {
  const row = store.get('SELECT * FROM filings WHERE number = ?', number);
  if (!row) return null;
  const id = text(row, 'id');
  const states = store.all('SELECT * FROM states WHERE filing = ? ORDER BY ledger_index', id).map((state) => {
    const channel = textOrNull(state, 'channel');
    const ledgerIndex = integer(state, 'ledger_index');
    return {
      state: member(state, 'state', observedStates),
      channel: channel === null ? null : member(state, 'channel', channelIds),
      at: integer(state, 'at'),
      ledgerIndex,
      detail: readDetail(store, id, ledgerIndex, sealer),
    };
  });
  const deliveries = store.all('SELECT * FROM deliveries WHERE filing = ? ORDER BY rowid', id).map((delivery) => {
    const channel = member(delivery, 'channel', channelIds);
    const state = member(delivery, 'state', deliveryStates);
    const last = states.findLast((observed) => observed.channel === channel);
    return {
      channel,
      state,
      at: integerOrNull(delivery, 'changed_at'),
      reference: state === 'sent' ? (last?.detail.reference ?? null) : null,
      idempotencyKey: text(delivery, 'idempotency_key'),
      handedOver:
        state === 'queued' && integer(delivery, 'attempts') > 0 && integerOrNull(delivery, 'next_at') === null,
      underWay: integerOrNull(delivery, 'begun_at') !== null,
    };
  });
  const life = store.get('SELECT pages_ended_at FROM lives WHERE filing = ?', id);
  return {
    id,
    number: text(row, 'number'),
    procedure: text(row, 'procedure'),
    state: member(row, 'state', filingStates),
    preparedAt: integer(row, 'prepared_at'),
    manifestHash: blob(row, 'manifest_hash'),
    pages: integer(row, 'pages'),
    forgottenAt: integerOrNull(row, 'forgotten_at'),
    pagesEndedAt: life && integerOrNull(life, 'pages_ended_at'),
    deliveries,
    states,
    acknowledgement: states.findLast(({ detail }) => detail.acknowledgement !== null)?.detail.acknowledgement ?? null,
    receipts: store.all('SELECT * FROM receipts WHERE filing = ? ORDER BY sequence', id).map((receipt) => ({
      sequence: integer(receipt, 'sequence'),
      ledgerIndex: integer(receipt, 'ledger_index'),
      at: integer(receipt, 'at'),
    })),
  };
}

/** Bytes sealed under a filing's key in the store, or null when there are none. */
export function readSealed(store: Store, filing: string, kind: string, index: number): Uint8Array | null {
  const row = store.get('SELECT bytes FROM sealed WHERE filing = ? AND kind = ? AND idx = ?', filing, kind, index);
  return row && blob(row, 'bytes');
}

export function writeSealed(store: Store, filing: string, kind: string, index: number, bytes: Uint8Array): void {
  store.run('INSERT INTO sealed (filing, kind, idx, bytes) VALUES (?, ?, ?, ?)', filing, kind, index, bytes);
}

function readDetail(store: Store, filing: string, index: number, sealer: Sealer | null): Detail {
  const sealed = sealer && readSealed(store, filing, 'detail', index);
  const opened = sealed ? sealer.open('detail', index, sealed) : null;
  // Our own authenticated bytes: written by `observe`, so their shape is known.
  return opened?.ok ? { ...noDetail, ...(JSON.parse(utf8Text(opened.value)) as Partial<Detail>) } : noDetail;
}
