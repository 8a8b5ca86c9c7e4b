import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { strictestLimits } from '../../../../kiosk-config/schema/file-limits.ts';
import { nodeCrypto } from '../../../../main/node-crypto.ts';
import { defaultPageLimits } from '../../../../main/pages/limits.ts';
import { buildCoreForVisit, type CoreForVisit } from '../../../../main/visits/core-for-visit.ts';
import { askSchema } from '../../../../main/visits/core-link.ts';
import { type FilingOrder, writeOrder } from '../../../../main/visits/filing-order.ts';
import { checkRequest } from '../../../../main/visits/filing-request.ts';
import { packDraft } from '../../../../main/visits/pack-draft.ts';
import { beginDraft } from '../../../../main/visits/visit-draft.ts';
import type { Manifest } from '../../../../shared/filing.ts';
import { decodeSign1 } from '../../../../shared/receipt/cose.ts';
import { emptySlot, findSlot, pdfStatement } from '../../../../shared/receipt/pdf-slot.ts';
import { withoutPost as bundle, codeOf, must, newVisit, type TestVisit } from './a-visit.ts';
import { sheet } from './paper-scanner.ts';

let desk: TestVisit;
let core: CoreForVisit;
let recorded: number;
beforeEach(async () => {
  desk = await newVisit();
  recorded = 0;
  const clock = (): Date => new Date();
  core = buildCoreForVisit({
    core: desk.core,
    bundle,
    clock,
    clockState: () => 'unknown',
    onRecorded: () => {
      recorded += 1;
    },
  });
});
afterEach(() => desk.close());

const procedureId = 'ft-reponse-avertissement';
const codes = ['avertissement', 'preuves'];

/** An order as a sound visit writes it, against the head it is given. */
async function order(): Promise<FilingOrder> {
  const procedure = bundle.catalogue.procedures.find(({ id }) => id === procedureId);
  if (!procedure) throw new Error('no procedure');
  const { vault } = desk.core;
  const draft = beginDraft({ vault, procedure, limits: bundle.limits });
  for (const [i, code] of codes.entries()) {
    const jpeg = await sheet(i);
    const sha256 = Buffer.from(nodeCrypto.sha256(jpeg)).toString('hex');
    const image = { jpeg, widthPx: 210, heightPx: 297, sha256 };
    must(
      draft.add(code, {
        original: { bytes: jpeg, sha256, mediaType: 'image/jpeg' },
        image,
        source: { file: '', index: 0, pages: 1 },
        received: image,
        geometry: { turn: 0, turnConfidence: null, skewDegrees: null, sheet: null },
        skewBefore: null,
        skewAfter: null,
        checks: [],
        fingerprint: new Uint8Array(),
      }),
    );
  }
  const documents = codes.map((code) => ({ code, source: { kind: 'files' as const, files: [] } }));
  const request = must(
    checkRequest(
      {
        procedure: procedureId,
        documents,
        fields: { deposant: 'Nina' },
        channels: ['counter'],
        language: 'fr',
        helper: null,
      },
      bundle,
    ),
  );
  const { number, preparedAt, clock } = must(await core.number());
  const whole = draft.whole();
  const packed = must(
    await packDraft(whole, {
      number,
      createdAt: new Date(preparedAt * 1000),
      vault,
      limits: strictestLimits(bundle.channels, ['counter']),
      pageLimits: defaultPageLimits,
    }),
  );
  const facts = {
    identity: desk.core.identity,
    certificate: desk.core.keys.certificate,
    catalogue: bundle.catalogue.version,
    timeZone: bundle.desk.timeZone,
  };
  const input = { request, draft: whole, packed, number, preparedAt, clock, due: null };
  return writeOrder(input, facts, must(await core.head()), desk.core).order;
}

const size = (): number => desk.core.ledger.head().size;
const filings = (): number => desk.core.store.all('SELECT id FROM filings').length;

it('a sound order is recorded once, and the core’s word is the receipt', async () => {
  const sound = await order();
  const receipt = must(await core.record(sound));
  expect(receipt.content).toMatchObject({ number: sound.manifest.number, ledgerIndex: 0, state: 'prepared' });
  expect([size(), filings(), recorded]).toEqual([1, 1, 1]);
  expect((await core.record(sound)).ok).toBe(false);
  expect([size(), filings(), recorded]).toEqual([1, 1, 1]);
});

it('the ledger grew since the order was written: nothing recorded, and the next order is', async () => {
  const late = await order();
  must(await core.record(await order()));
  // The number drawn last is the one that counts; the late order is refused for its number, then for its head.
  expect(codeOf(await core.record(late))).toBe('refused');
  const stale = await order();
  const moved: FilingOrder = { ...stale, manifest: { ...stale.manifest, ledger: late.manifest.ledger } };
  expect(codeOf(await core.record(moved))).toBe('head-moved');
  expect([size(), filings()]).toEqual([1, 1]);
  must(await core.record(stale));
  expect([size(), filings()]).toEqual([2, 2]);
});

describe('a visit’s process that is no longer ours gets no signature', () => {
  const lies: readonly (readonly [lie: string, change: (manifest: Manifest) => Manifest])[] = [
    ['another kiosk', (manifest) => ({ ...manifest, kiosk: 'kiosk-2' })],
    ['another desk', (manifest) => ({ ...manifest, desk: 'elsewhere' })],
    ['another number', (manifest) => ({ ...manifest, number: '0000-0000-0' })],
    ['another time', (manifest) => ({ ...manifest, preparedAt: '2020-01-01T00:00:00Z' })],
    ['a clock that was not seen', (manifest) => ({ ...manifest, clock: 'synchronised' })],
    ['another time zone', (manifest) => ({ ...manifest, timeZone: 'Indian/Reunion' })],
    ['another certificate', (manifest) => ({ ...manifest, certificate: '0'.repeat(64) })],
    ['a procedure that is not here', (manifest) => ({ ...manifest, procedure: { ...manifest.procedure, id: 'none' } })],
    ['another catalogue', (manifest) => ({ ...manifest, procedure: { ...manifest.procedure, catalogue: '1999' } })],
    ['a channel not in service', (manifest) => ({ ...manifest, deliveries: ['post'] })],
    ['a channel the entry lacks', (manifest) => ({ ...manifest, deliveries: ['counter', 'portal'] })],
    ['no channel', (manifest) => ({ ...manifest, deliveries: [] })],
    [
      'a page that no file holds',
      (manifest) => ({
        ...manifest,
        documents: manifest.documents.map(({ pages, ...document }) => ({ ...document, pages: [...pages, ...pages] })),
      }),
    ],
    [
      'a file larger than its channel takes',
      (manifest) => ({
        ...manifest,
        documents: manifest.documents.map(({ files, ...document }) => ({
          ...document,
          files: files.map((file) => ({ ...file, bytes: 25_000_001 })),
        })),
      }),
    ],
    ['no document', (manifest) => ({ ...manifest, documents: [] })],
    [
      'a paper nobody asked for',
      (manifest) => ({
        ...manifest,
        documents: manifest.documents.map((document) => ({ ...document, code: 'photo' })),
      }),
    ],
  ];
  it.each(lies)('%s', async (_, change) => {
    const sound = await order();
    expect(codeOf(await core.record({ ...sound, manifest: change(sound.manifest) }))).toBe('refused');
    expect([size(), filings(), recorded]).toEqual([0, 0, 0]);
  });

  it('nor without a number that was given', async () => {
    const sound = await order();
    const other = buildCoreForVisit({
      core: desk.core,
      bundle,
      clock: () => new Date(),
      clockState: () => 'unknown',
      onRecorded: () => undefined,
    });
    expect(codeOf(await other.record(sound))).toBe('refused');
  });

  it('an A4 sheet is signed for a filing of this visit alone, and nothing else is signed in its name', async () => {
    const sound = await order();
    const pdf = new TextEncoder().encode(`%PDF-1.7 ${emptySlot} %%EOF`);
    const slot = findSlot(pdf);
    if (!slot) throw new Error('no slot');
    const statement = pdfStatement(pdf, slot, nodeCrypto);
    const { number } = sound.manifest;
    expect(codeOf(await core.signA4(number, statement))).toBe('refused');
    must(await core.record(sound));
    expect(decodeSign1(must(await core.signA4(number, statement)))?.payload).toBeNull();
    expect(codeOf(await core.signA4('0000-0000-0', statement))).toBe('refused');
    for (const other of [new Uint8Array(64), statement.subarray(1), Buffer.concat([statement, Buffer.alloc(1)])])
      expect(codeOf(await core.signA4(number, other))).toBe('refused');
  });

  it('a print that was not started here has no result', async () => {
    expect(codeOf(await core.finishPrint({ id: 1, duplicate: false }, 'printed'))).toBe('no-such-print');
  });

  it('what comes over the pipe is parsed: keys of another length, unknown asks, more than was asked', async () => {
    const sound = await order();
    expect(askSchema.safeParse({ ask: 'record', order: sound }).success).toBe(true);
    const short = { ...sound, filingKey: sound.filingKey.subarray(1) };
    const bad = [
      { ask: 'record', order: short },
      { ask: 'record', order: { ...sound, id: '../../keys' } },
      { ask: 'sign', payload: new Uint8Array(3) },
      { ask: 'number', more: true },
      null,
    ];
    for (const message of bad) expect(askSchema.safeParse(message).success).toBe(false);
  });
});
