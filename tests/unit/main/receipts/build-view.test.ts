import { describe, expect, it } from 'vitest';
import type { Bundle } from '../../../../kiosk-config/schema/bundle.ts';
import { demoBundlePath, loadBundle } from '../../../../kiosk-config/schema/load-bundle.ts';
import { buildView, type ViewRequest } from '../../../../main/receipts/build-view.ts';
import type { ReceiptView } from '../../../../main/receipts/receipt-view.ts';
import { dateStatement } from '../../../../main/receipts/statements/dates.ts';
import { ticketBlocks } from '../../../../main/receipts/ticket.ts';
import { buildWords } from '../../../../main/receipts/words.ts';
import type { Manifest } from '../../../../shared/filing.ts';
import { sampleView, states, texts } from './fixture.ts';

const loaded = await loadBundle(demoBundlePath);
if (!loaded.ok) throw new Error(loaded.fault.message);
const bundle = loaded.value;

function manifest(procedure: string, codes: readonly string[] = ['identite']): Manifest {
  const hash = 'ab'.repeat(32);
  return {
    v: 1,
    number: 'K7P2-9QXM-4',
    procedure: { id: procedure, catalogue: '2026-11-23' },
    kiosk: 'demo-1',
    desk: 'demonstration',
    timeZone: 'Europe/Paris',
    preparedAt: '2026-11-23T10:05:00Z',
    clock: 'synchronised',
    helper: null,
    documents: codes.map((code) => ({
      code,
      pages: [{ original: hash, page: hash }],
      files: [{ name: `${code}.pdf`, bytes: 1000, sha256: hash, pages: 1 }],
    })),
    commitments: { fields: hash, depositor: null, salts: hash },
    certificate: hash,
    deliveries: ['counter'],
    ledger: { size: 0, root: hash },
  };
}

const request = (procedure: string, over: Partial<ViewRequest> = {}): ViewRequest => ({
  bundle,
  manifest: manifest(procedure),
  content: sampleView().content,
  fields: {},
  depositor: null,
  language: 'fr',
  qrText: 'QR',
  duplicate: false,
  ...over,
});

function view(procedure: string, over: Partial<ViewRequest> = {}): ReceiptView {
  const built = buildView(request(procedure, over));
  if (!built.ok) throw new Error(built.fault.message);
  return built.value;
}

const words = buildWords(texts, 'fr', 'Europe/Paris');
const said = (built: ReceiptView): string[] =>
  built.dates.map((line) => {
    const { label, when, alarm, confirm } = dateStatement(line, words);
    return [label, when, alarm, confirm].filter((part) => part !== null).join(' | ');
  });

describe('view of a receipt', () => {
  it.each(bundle.catalogue.procedures.map(({ id }) => id))('says everything that %s needs, in words', (id) => {
    const built = view(id);
    const procedure = bundle.catalogue.procedures.find((entry) => entry.id === id);
    expect(built.appeals.map(({ rank }) => rank)).toEqual(procedure?.recours.map(({ rang }) => rang));
    expect(built.dates.length).toBeGreaterThanOrEqual(procedure?.delais.length ?? 0);
    for (const language of ['fr', 'en']) {
      const printed = JSON.stringify(ticketBlocks({ ...built, language }, 48, texts));
      expect(printed).toContain('TOTAL');
      expect(printed).not.toMatch(/undefined|null,|NaN|\{\{|accusé de réception électronique/);
    }
  });

  it('prints a month’s end as certain only while its source is fresh and official', () => {
    const dates = (content: Partial<ReceiptView['content']>, from: Bundle = bundle) =>
      said(view('caf-rsa-demande', { content: { ...sampleView().content, ...content }, bundle: from }));
    const line = 'Le droit part du premier jour du mois de dépôt\u00a0: déposer avant la fin du mois';
    expect(dates({})[0]).toMatch(new RegExp(`^${line} \\| Au plus tard le .* novembre 2026$`));
    const later = Date.parse('2027-02-23T10:00:00Z') / 1000;
    expect(dates({ issuedAt: later })[0]).toContain('À CONFIRMER');
    const stale = { ...bundle, catalogue: { ...bundle.catalogue, checkedOn: '2026-08-01' } };
    expect(dates({}, stale)[0]).toContain('À CONFIRMER');
  });

  it('counts from the day that the visitor gave, and says how to count when none was given', () => {
    const without = view('caf-contestation').dates.find(({ label }) => label?.startsWith('Recours préalable'));
    expect(without).toMatchObject({ date: null, how: { count: 2, unit: 'mois' } });
    const fields = { notification_decision: '2026-11-03' };
    const counted = view('caf-contestation', { fields });
    const line = counted.dates.find(({ label }) => label?.startsWith('Recours préalable'));
    // 3 January 2027 is a Sunday, 1 January a holiday: the last working day before is 31 December.
    expect(line).toMatchObject({ date: '2026-12-31', how: null, role: 'limit' });
  });

  it('refuses a date it cannot read, and a procedure that left the catalogue, with a sentence', () => {
    const bad = buildView(request('caf-contestation', { fields: { notification_decision: '03/11/2026' } }));
    expect(bad).toMatchObject({ ok: false, fault: { code: 'bad-trigger' } });
    expect(buildView(request('nothing'))).toMatchObject({ ok: false, fault: { code: 'unknown-procedure' } });
  });

  it('expects the agency’s answer only after something was sent by a channel that obliges it', () => {
    const due = (content: Partial<ReceiptView['content']>) =>
      view('caf-rsa-demande', { content: { ...sampleView().content, ...content } }).acknowledgementDue;
    expect(due({})).toBeNull();
    expect(due(states['counter sent'] ?? {})).toBeNull();
    // Sent on Tuesday 24 November 2026: ten working days later is Tuesday 8 December.
    expect(due(states.sent ?? {})).toEqual({ date: '2026-12-08', certain: true });
    expect(due(states.acknowledged ?? {})).toBeNull();
  });

  it('names documents by the catalogue, an unknown code by itself', () => {
    const codes = ['identite', 'autre_piece'];
    const { documents } = view('caf-rsa-demande', { manifest: manifest('caf-rsa-demande', codes) });
    expect(documents.map(({ label }) => label)).toEqual(['Pièce d’identité ou titre de séjour', 'autre_piece']);
    expect(documents[0]?.hash).toMatch(/^[0-9a-f]{64}$/);
  });
});
