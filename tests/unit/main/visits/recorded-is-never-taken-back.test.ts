import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildNoPrinter } from '../../../../main/devices/printers/no-printer.ts';
import { dataFault } from '../../../../main/filings/data-fault.ts';
import type { Store } from '../../../../main/filings/store.ts';
import { type Kiosk, openKiosk } from '../../../../main/kiosk.ts';
import { type Filed, fileFiling } from '../../../../main/visits/file-filing.ts';
import { checkRequest } from '../../../../main/visits/filing-request.ts';

const scan = fileURLToPath(new URL('../../../data/scans/tess-phototest-rotated-180.png', import.meta.url));
let root: string;
let kiosk: Kiosk;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'recepisse-recorded-'));
  const opened = await openKiosk({ data: join(root, 'data'), bundle: null });
  if (!opened.ok) throw new Error(opened.fault.message);
  kiosk = opened.value;
});
afterEach(() => {
  kiosk.close();
  rmSync(root, { recursive: true, force: true });
});

const given = {
  procedure: 'ft-reponse-avertissement',
  documents: ['avertissement', 'preuves'].map((code) => ({
    code,
    source: { kind: 'files', files: [scan] } as const,
  })),
  fields: {},
  channels: ['counter'],
  language: 'fr',
  helper: null,
};

/** Files with a store whose reads break once the printer is at work: the filing is recorded by then. */
async function fileWith(breakRead: Store['read']): Promise<Filed> {
  let isBroken = false;
  const { core, bundle } = kiosk;
  const { store } = core;
  const breaking: Store = {
    all: store.all,
    get: store.get,
    run: store.run,
    get inTransaction() {
      return store.inTransaction;
    },
    read: (work) => (isBroken ? breakRead(work) : store.read(work)),
    transaction: store.transaction,
    truncateLog: store.truncateLog,
    close: store.close,
  };
  const [profile] = bundle.printers;
  const request = checkRequest(given, bundle);
  if (!profile || !request.ok) throw new Error('the demonstration is not what this test needs');
  const printer = {
    ...buildNoPrinter(profile),
    print: async () => {
      isBroken = true;
      throw new Error('the printer’s driver has a bug');
    },
  };
  const parts = { kiosk: { ...kiosk, core: { ...core, store: breaking } }, scanner: null, printer };
  const filed = await fileFiling(request.value, parts);
  if (!filed.ok) throw new Error(JSON.stringify(filed.fault));
  return filed.value;
}

it.each<[string, Store['read']]>([
  ['refuses to be read', () => ({ ok: false, fault: dataFault('data-unreachable') })],
  [
    'throws',
    () => {
      throw new Error('a bug');
    },
  ],
])('the filing is recorded, then the store %s: it is still said to be recorded', async (_, breakRead) => {
  const { filing, printed, receipt } = await fileWith(breakRead);
  expect(printed.result).toBe('unknown');
  expect(filing).toMatchObject({
    number: receipt.content.number,
    state: 'prepared',
    pages: 2,
    deliveries: [{ channel: 'counter', state: 'queued', reference: null }],
  });
  expect(kiosk.core.ledger.head().size).toBeGreaterThan(0);
});
