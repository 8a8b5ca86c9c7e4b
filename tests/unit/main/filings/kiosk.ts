import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Core, openCore } from '../../../../main/filings/core.ts';
import { type Due, encodeDue } from '../../../../main/filings/due.ts';
import type { KioskIdentity } from '../../../../main/filings/keys.ts';
import type { LedgerEntry } from '../../../../main/filings/ledger.ts';
import type { Observation } from '../../../../main/filings/legality.ts';
import { newFilingId, type Preparation, prepare } from '../../../../main/filings/prepare.ts';
import { observe } from '../../../../main/filings/transitions.ts';
import { buildSealer, filingKeyBytes } from '../../../../main/filings/vault.ts';
import type { FilingView } from '../../../../main/filings/view.ts';
import { nodeCrypto } from '../../../../main/node-crypto.ts';
import { utf8Bytes } from '../../../../shared/bytes.ts';
import type { ChannelId } from '../../../../shared/filing.ts';
import { drawNumber } from '../../../../shared/number.ts';
import { encodeFact, type ReceiptContent } from '../../../../shared/receipt/content.ts';
import type { Result } from '../../../../shared/result.ts';

/** What these tests share: a data folder of their own, a clock that they turn, and filings of a few bytes. */
export const demoKiosk: KioskIdentity = { desk: 'desk-test', kiosk: 'kiosk-test', demo: true };
export const startOfTest = new Date('2026-11-23T10:00:00Z');

export class TestClock {
  now = startOfTest.getTime();
  readonly read = (): Date => new Date(this.now);
  advance(seconds: number): void {
    this.now += seconds * 1000;
  }
}

export const newFolder = (parent = tmpdir()): string => mkdtempSync(join(parent, 'recepisse-filings-'));
export const removeFolder = (path: string): void => rmSync(path, { recursive: true, force: true });

/** The value of a result that the test expects to be ok. */
export function must<T, F>(result: Result<T, F>): T {
  if (!result.ok) throw new Error(`not ok: ${JSON.stringify(result.fault)}`);
  return result.value;
}

export const faultCode = (result: Result<unknown, { readonly code: string }>): string | null =>
  result.ok ? null : result.fault.code;

export const tryOpen = (folder: string, clock = new TestClock(), identity = demoKiosk): ReturnType<typeof openCore> =>
  openCore({ folder, identity, clock: clock.read, random: (length) => randomBytes(length), crypto: nodeCrypto });

export const open = (folder: string, clock?: TestClock): Core => must(tryOpen(folder, clock));

export interface TestFiling {
  readonly id: string;
  readonly number: string;
  readonly key: Uint8Array;
  readonly preparation: Preparation<LedgerEntry>;
}

/** What a receipt would say of a filing: the fact is made of it. */
function contentOf(filing: FilingView, sequence: number, at: number): Omit<ReceiptContent, 'ledgerIndex'> {
  return {
    number: filing.number,
    sequence,
    kiosk: demoKiosk.kiosk,
    preparedAt: filing.preparedAt,
    issuedAt: at,
    clock: 'unknown',
    state: filing.state,
    deliveries: filing.deliveries.map(({ channel, state, at: changed, reference }) => ({
      channel,
      state,
      at: changed,
      reference,
    })),
    acknowledgement: filing.acknowledgement,
    documents: null,
    documentCount: 1,
    pageCount: filing.pages,
    manifestHash: filing.manifestHash,
    depositor: null,
    cites: null,
    certificate: null,
    demo: true,
  };
}

/** A filing whose pages are `page` sealed in the vault, ready for `prepare`. */
export function draft(
  core: Core,
  {
    deliveries = ['counter'],
    pages = 3,
    page = 'page',
    number = drawNumber(core.random),
    due: dueDay = null,
  }: { due?: Due | null; deliveries?: ChannelId[]; pages?: number; page?: string; number?: string } = {},
): TestFiling {
  const id = newFilingId(core);
  const key = core.random(filingKeyBytes);
  const sealer = buildSealer(key, id);
  must(core.vault.put(sealer, 'page', 0, utf8Bytes(page)));
  const wrappedKey = must(core.vaultKeys.wrap(key, number));
  const preparedAt = Math.floor(core.clock().getTime() / 1000);
  const manifestHash = core.crypto.sha256(utf8Bytes(number));
  const view: FilingView = {
    id,
    number,
    procedure: 'demarche-test',
    state: 'prepared',
    preparedAt,
    manifestHash,
    pages,
    forgottenAt: null,
    pagesEndedAt: null,
    deliveries: deliveries.map((channel) => ({
      channel,
      state: 'queued',
      at: null,
      reference: null,
      idempotencyKey: '',
      handedOver: false,
      underWay: false,
    })),
    states: [],
    acknowledgement: null,
    receipts: [],
  };
  const due = dueDay && sealer.seal('due', 0, encodeDue(dueDay));
  const preparation: Preparation<LedgerEntry> = {
    ...view,
    deliveries,
    wrappedKey,
    sealer,
    salt: core.random(16),
    fact: encodeFact(contentOf(view, 1, preparedAt)),
    record: sealer.seal('record', 0, utf8Bytes('record')),
    due,
    receipt: (entry) => ({ sealed: sealer.seal('receipt', 1, utf8Bytes(`receipt ${entry.index}`)), value: entry }),
  };
  return { id, number, key, preparation };
}

/** Records one filing. */
export function record(core: Core, options?: Parameters<typeof draft>[1]): TestFiling {
  const filing = draft(core, options);
  must(prepare(core, () => filing.preparation));
  return filing;
}

/** Observes with a receipt of a few bytes. */
export const see = (core: Core, number: string, observation: Observation): ReturnType<typeof observe<LedgerEntry>> =>
  observe(core, number, observation, ({ filing, sequence, at, sealer }) => ({
    salt: core.random(16),
    fact: encodeFact(contentOf(filing, sequence, at)),
    receipt: (entry) => ({
      sealed: sealer.seal('receipt', sequence, utf8Bytes(`receipt ${entry.index}`)),
      value: entry,
    }),
  }));
