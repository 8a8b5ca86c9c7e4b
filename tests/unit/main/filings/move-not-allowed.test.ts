import { describe, expect, it } from 'vitest';
import { acknowledgedState, type Observation, refuse as refuseAt } from '../../../../main/filings/legality.ts';
import { type FilingView, noDetail } from '../../../../main/filings/view.ts';
import type { ChannelId, DeliveryState, FilingState } from '../../../../shared/filing.ts';

const view = (
  state: FilingState,
  deliveries: readonly (readonly [ChannelId, DeliveryState])[],
  forgotten = false,
): FilingView => ({
  id: 'f0000000',
  number: 'K7P2-9QXM-4',
  procedure: 'p',
  state,
  preparedAt: 0,
  manifestHash: new Uint8Array(32),
  pages: 66,
  forgottenAt: forgotten ? 1 : null,
  pagesEndedAt: null,
  deliveries: deliveries.map(([channel, delivery]) => ({
    channel,
    state: delivery,
    at: null,
    reference: null,
    idempotencyKey: channel,
    handedOver: false,
    underWay: false,
  })),
  states: [{ state: 'prepared', channel: null, at: 0, ledgerIndex: 0, detail: noDetail }],
  acknowledgement: null,
  receipts: [],
});

/** The agency's word is read three days after it was written. */
const at = Date.parse('2026-12-03T10:00:00Z') / 1000;
const refuse = (filing: FilingView, observation: Observation) => refuseAt(filing, observation, at);

const observations: Readonly<Record<Observation['kind'], Observation>> = {
  sent: { kind: 'sent', channel: 'counter', reference: 'R', agent: 'A' },
  failed: { kind: 'failed', channel: 'counter' },
  unknown: { kind: 'unknown', channel: 'counter' },
  'not-received': { kind: 'not-received', channel: 'counter', agent: 'A' },
  acknowledged: { kind: 'acknowledged', number: 'N', date: '2026-11-30', pages: null, pagesHeld: null },
  withdrawn: { kind: 'withdrawn' },
  forgotten: { kind: 'forgotten' },
  'life-ended': { kind: 'life-ended' },
};
const kinds = ['sent', 'failed', 'unknown', 'not-received', 'acknowledged', 'withdrawn', 'forgotten'] as const;

/** The whole table, written by hand. Columns as in `kinds`; `ok` = allowed. One delivery, by the counter. */
const table: Readonly<Record<string, readonly string[]>> = {
  'prepared queued': ['ok', 'ok', 'ok', 'already-queued', 'ok', 'ok', 'delivery-waiting'],
  'prepared sent': ['already-sent', 'already-sent', 'already-sent', 'ok', 'ok', 'ok', 'ok'],
  'prepared failed': ['ok', 'already-failed', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'prepared unknown': ['ok', 'ok', 'already-unknown', 'ok', 'ok', 'ok', 'delivery-waiting'],
  'mismatch queued': ['ok', 'ok', 'ok', 'already-queued', 'ok', 'ok', 'delivery-waiting'],
  'mismatch sent': ['already-sent', 'already-sent', 'already-sent', 'ok', 'ok', 'ok', 'ok'],
  'mismatch failed': ['ok', 'already-failed', 'ok', 'ok', 'ok', 'ok', 'ok'],
  'mismatch unknown': ['ok', 'ok', 'already-unknown', 'ok', 'ok', 'ok', 'delivery-waiting'],
  'acknowledged queued': ['ok', 'ok', 'ok', 'filing-acknowledged', 'ok', 'ok', 'ok'],
  'acknowledged sent': ['already-sent', 'already-sent', 'already-sent', 'filing-acknowledged', 'ok', 'ok', 'ok'],
  'acknowledged failed': ['ok', 'already-failed', 'ok', 'filing-acknowledged', 'ok', 'ok', 'ok'],
  'acknowledged unknown': ['ok', 'ok', 'already-unknown', 'filing-acknowledged', 'ok', 'ok', 'ok'],
  ...Object.fromEntries(
    ['queued', 'sent', 'failed', 'unknown'].map((state) => [
      `decided ${state}`,
      [...Array<string>(6).fill('filing-decided'), 'ok'],
    ]),
  ),
  ...Object.fromEntries(
    ['queued', 'sent', 'failed'].map((state) => [
      `withdrawn ${state}`,
      [...Array<string>(6).fill('filing-withdrawn'), 'ok'],
    ]),
  ),
  'withdrawn unknown': [
    'ok',
    'ok',
    'filing-withdrawn',
    'filing-withdrawn',
    'filing-withdrawn',
    'filing-withdrawn',
    'ok',
  ],
};

describe('a move that is not allowed is refused with its code', () => {
  const cases = Object.entries(table).flatMap(([row, columns]) =>
    columns.map((expected, i) => [row, kinds[i] ?? 'sent', expected] as const),
  );

  it('the table is whole', () => expect(cases).toHaveLength(5 * 4 * 7));

  it.each(cases)('%s: %s → %s', (row, kind, expected) => {
    const [state, delivery] = row.split(' ') as [FilingState, DeliveryState];
    expect(refuse(view(state, [['counter', delivery]]), observations[kind])?.code ?? 'ok').toBe(expected);
  });

  it('nothing is added to a forgotten filing, whatever its state', () => {
    for (const row of Object.keys(table)) {
      const [state, delivery] = row.split(' ') as [FilingState, DeliveryState];
      for (const kind of kinds)
        expect(refuse(view(state, [['counter', delivery]], true), observations[kind])?.code).toBe('forgotten');
    }
  });

  it('the end of its life waits for nothing, and no person can bring it about', () => {
    for (const row of Object.keys(table)) {
      const [state, delivery] = row.split(' ') as [FilingState, DeliveryState];
      expect(refuse(view(state, [['counter', delivery]]), { kind: 'life-ended' })).toBeNull();
    }
  });

  it('what was under way when its filing was withdrawn may still be answered, once', () => {
    const filing = view('withdrawn', [['counter', 'queued']]);
    const underWay = {
      ...filing,
      deliveries: filing.deliveries.map((delivery) => ({ ...delivery, underWay: true })),
    };
    expect(
      (['sent', 'failed', 'unknown', 'not-received'] as const).map(
        (kind) => refuse(underWay, observations[kind])?.code ?? 'ok',
      ),
    ).toEqual(['ok', 'ok', 'ok', 'filing-withdrawn']);
  });

  it('nothing is asked for again once its pages are gone', () => {
    const filing = { ...view('prepared', [['counter', 'unknown']]), pagesEndedAt: 1 };
    expect(refuse(filing, observations['not-received'])?.code).toBe('pages-ended');
    expect(refuse(filing, observations.sent)).toBeNull();
  });

  it('a channel that the filing was not given is refused', () => {
    for (const kind of ['sent', 'failed', 'unknown', 'not-received'] as const) {
      expect(refuse(view('prepared', [['post', 'queued']]), observations[kind])?.code).toBe('no-such-delivery');
    }
  });

  it('what was handed over and waits for a person may be denied, once it was; not when the filing is over', () => {
    const handedOver = (state: FilingState): FilingView => {
      const filing = view(state, [['counter', 'queued']]);
      return { ...filing, deliveries: filing.deliveries.map((delivery) => ({ ...delivery, handedOver: true })) };
    };
    const denied = (state: FilingState): string =>
      refuse(handedOver(state), observations['not-received'])?.code ?? 'ok';
    expect((['prepared', 'mismatch'] as const).map(denied)).toEqual(['ok', 'ok']);
    expect((['acknowledged', 'decided', 'withdrawn'] as const).map(denied)).toEqual([
      'filing-acknowledged',
      'filing-decided',
      'filing-withdrawn',
    ]);
  });

  it.each([
    ['two days before it was prepared', '2026-11-21', 'wrong-date'],
    ['the eve: the kiosk counts in UTC', '2026-11-22', 'ok'],
    ['the day it was prepared', '2026-11-23', 'ok'],
    ['tomorrow: it is another day in Nouméa', '2026-12-04', 'ok'],
    ['the day after tomorrow', '2026-12-05', 'wrong-date'],
    ['a slip of the pen', '2206-11-30', 'wrong-date'],
    ['no day', '2026-02-30', 'wrong-date'],
  ])('an acknowledgement dated %s (%s): %s', (_, date, expected) => {
    const filing = {
      ...view('prepared', [['counter', 'sent']]),
      preparedAt: Date.parse('2026-11-23T23:00:00Z') / 1000,
    };
    const word = { kind: 'acknowledged', number: 'N', date, pages: null, pagesHeld: null } as const;
    expect(refuse(filing, word)?.code ?? 'ok').toBe(expected);
  });

  it('a kiosk whose clock ran ahead when it prepared still takes the agency’s word', () => {
    const filing = { ...view('prepared', [['counter', 'sent']]), preparedAt: at + 400 * 86_400 };
    expect(refuse(filing, observations.acknowledged)?.code).toBe('wrong-date');
    const word = { kind: 'acknowledged', number: 'N', date: '2026-12-02', pages: null, pagesHeld: null } as const;
    expect(refuse(filing, word)).toBeNull();
  });

  it('one delivery that still waits keeps a filing from being forgotten', () => {
    const filing = view('prepared', [
      ['counter', 'sent'],
      ['post', 'unknown'],
    ]);
    expect(refuse(filing, { kind: 'forgotten' })?.code).toBe('delivery-waiting');
  });
});

describe('what the agency counted', () => {
  const seen = (pages: number | null, pagesHeld: readonly number[] | null) =>
    ({ kind: 'acknowledged', number: 'N', date: '2026-11-30', pages, pagesHeld }) as const;
  const allPages = Array.from({ length: 66 }, (_, i) => i + 1);

  it('66 sent and 7 counted is a mismatch; so is one page not held, or one held twice in place of another', () => {
    expect(acknowledgedState(66, seen(7, null))).toBe('mismatch');
    expect(acknowledgedState(66, seen(67, null))).toBe('mismatch');
    expect(acknowledgedState(66, seen(66, allPages.slice(1)))).toBe('mismatch');
    expect(acknowledgedState(66, seen(null, allPages.with(0, 2)))).toBe('mismatch');
    expect(acknowledgedState(66, seen(0, []))).toBe('mismatch');
  });

  it('the same count, every page, or no word on pages is an acknowledgement', () => {
    for (const observation of [
      seen(66, null),
      seen(null, allPages),
      seen(66, allPages.toReversed()),
      seen(null, null),
    ]) {
      expect(acknowledgedState(66, observation)).toBe('acknowledged');
    }
  });

  it('pages that the filing does not have are refused', () => {
    for (const [pages, held] of [
      [-1, null],
      [1.5, null],
      [null, [0]],
      [null, [67]],
      [66, [Number.NaN]],
    ] as const) {
      expect(refuse(view('prepared', []), seen(pages, held))?.code).toBe('wrong-pages');
    }
  });
});
