import { createHash, generateKeyPairSync } from 'node:crypto';
import sharp from 'sharp';
import { loadLocales } from '../../../../kiosk-config/schema/locales.ts';
import type { PrinterProfile } from '../../../../kiosk-config/schema/printer-profile.ts';
import { GlyphBox } from '../../../../main/devices/printers/virtual/glyphs.ts';
import { Interpreter } from '../../../../main/devices/printers/virtual/interpreter.ts';
import type { Mark } from '../../../../main/devices/printers/virtual/marks.ts';
import { developPaper, PaperInPrinter, type VirtualPaper } from '../../../../main/devices/printers/virtual/paper.ts';
import { ed25519Signer, nodeCrypto } from '../../../../main/node-crypto.ts';
import type { A4Request } from '../../../../main/receipts/a4.ts';
import type { A4Evidence, ReceiptView } from '../../../../main/receipts/receipt-view.ts';
import { toHex, utf8Bytes } from '../../../../shared/bytes.ts';
import { canonicalBytes } from '../../../../shared/canonical-json.ts';
import { encodeContent, maxListedDocuments, type ReceiptContent } from '../../../../shared/receipt/content.ts';
import { encodeSign1 } from '../../../../shared/receipt/cose.ts';
import { encodeQrText } from '../../../../shared/receipt/qr-text.ts';

const sha256 = (text: string): Uint8Array => new Uint8Array(createHash('sha256').update(text).digest());
export const signer = ed25519Signer(generateKeyPairSync('ed25519').privateKey);
const kid = new Uint8Array(8).fill(7);

export const texts = await loadLocales();

export const labels = [
  'Pièce d’identité ou titre de séjour',
  'Justificatif de domicile (ou attestation d’hébergement + pièce d’identité + justificatif de l’hébergeant)',
  'RIB (relevé d’identité bancaire) à votre nom',
  'Justificatifs des ressources des 3 derniers mois du foyer',
  'Le droit part du premier jour du mois de dépôt\u00a0: déposer avant la fin du mois',
];
const documentLabels = labels.slice(0, 4);

const sureDate = { legal: null, how: null, dateless: null, state: 'ahead', certain: true } as const;

export const profile = (dotsPerLine: 576 | 512 | 384): PrinterProfile => ({
  id: `test-${dotsPerLine}`,
  name: 'Test',
  dotsPerLine,
  dotsPerInch: 203,
  columns: Math.floor(dotsPerLine / 12),
  windows1252: 16,
  fence: 'gs-r',
  cutter: true,
  nearEndSensor: false,
  speedMmPerS: 150,
});

export interface Sample {
  readonly documents?: number;
  readonly pages?: number;
  readonly content?: Partial<ReceiptContent>;
  readonly view?: Partial<ReceiptView>;
}

/** A receipt of a filing with so many documents over which so many pages are spread. */
export function sampleView({ documents = 3, pages = 8, content = {}, view = {} }: Sample = {}): ReceiptView {
  const shared = Array.from({ length: documents }, (_, i) => ({
    code: `piece_${i + 1}`,
    label: documentLabels[i % documentLabels.length] ?? '',
    pages: Math.floor(pages / documents) + (i < pages % documents ? 1 : 0),
    hash: toHex(sha256(`document ${i}`)),
    files: [{ name: `${i + 1}-piece.pdf`, bytes: 123_456 + i, sha256: toHex(sha256(`file ${i}`)), pages: 1 }],
  }));
  const whole: ReceiptContent = {
    number: 'K7P2-9QXM-4',
    sequence: 1,
    kiosk: 'borne-1',
    preparedAt: Date.parse('2026-11-23T10:05:00Z') / 1000,
    issuedAt: Date.parse('2026-11-23T10:05:00Z') / 1000,
    clock: 'synchronised',
    state: 'prepared',
    deliveries: [{ channel: 'counter', state: 'queued', at: null, reference: null }],
    acknowledgement: null,
    documents:
      documents > maxListedDocuments
        ? null
        : shared.map(({ code, pages: count, hash }) => ({ code, pages: count, prefix: sha256(hash).slice(0, 8) })),
    documentCount: documents,
    pageCount: pages,
    manifestHash: sha256('manifest'),
    ledgerIndex: 12,
    depositor: sha256('name'),
    cites: null,
    certificate: null,
    demo: false,
    ...content,
  };
  const cose = encodeSign1('receipt', encodeContent(whole), kid, signer.sign);
  return {
    language: 'fr',
    duplicate: false,
    content: whole,
    timeZone: 'Europe/Paris',
    desk: {
      name: 'France Services de Lille-Fives',
      address: ['12 rue Pierre-Legrand', '59000 Lille'],
      phone: '03 20 00 00 00',
    },
    kioskName: 'Borne 1, salle d’attente',
    depositor: 'Zoé Lefèvre-Brœuf',
    procedure: 'Demander le revenu de solidarité active (RSA)',
    agency: { name: 'Caisse d’allocations familiales (ou MSA si régime agricole)', phone: '3230' },
    acknowledgementDue: null,
    documents: shared,
    manifestHash: toHex(whole.manifestHash),
    qrText: encodeQrText(cose),
    dates: [
      {
        ...sureDate,
        label: labels[4] ?? '',
        silence: null,
        role: 'limit',
        date: '2026-11-30',
        source: { site: 'legifrance.gouv.fr', readOn: '2026-11-23' },
      },
      { ...sureDate, label: null, silence: 'rejet', role: 'answer', date: '2027-01-22', source: null, certain: false },
      {
        ...sureDate,
        label: 'Recours préalable dans les 2 mois de la notification',
        silence: null,
        role: 'limit',
        date: '2027-01-22',
        legal: '2027-01-25',
        source: null,
      },
      {
        ...sureDate,
        label: 'Répondre dans les 10 jours',
        silence: null,
        role: 'limit',
        date: null,
        how: {
          count: 10,
          unit: 'jours_calendaires',
          direction: 'apres',
          trigger: { code: 'reception_avertissement', label: 'Date à laquelle vous avez reçu l’avertissement' },
        },
        dateless: 'needs-trigger',
        state: null,
        source: null,
      },
    ],
    appeals: [
      {
        ...sureDate,
        rank: 1,
        addressee: 'Président du conseil départemental (la décision indique l’adresse)',
        date: null,
        how: {
          count: 2,
          unit: 'mois',
          direction: 'apres',
          trigger: { code: 'notification_decision', label: null },
        },
        dateless: 'needs-trigger',
        state: null,
        mandatoryBeforeCourt: true,
      },
      {
        ...sureDate,
        rank: 2,
        addressee:
          'Tribunal administratif indiqué sur la décision ; sinon celui du siège de l’autorité qui a décidé (Télérecours citoyens ou courrier)',
        date: null,
        dateless: 'read-decision',
        state: null,
        mandatoryBeforeCourt: false,
        certain: false,
      },
    ],
    free: {
      isFree: true,
      note: 'Démarche gratuite. Méfiez-vous des sites payants : aucun intermédiaire n’est nécessaire.',
    },
    ...view,
  };
}

/** The states in which a receipt is made, each with what makes it so. */
const later = Date.parse('2026-11-24T09:30:12Z') / 1000;
const acknowledgement = { number: '2026-CAF-0099123', date: '2026-12-01', pagesCounted: null };
const mailed = { channel: 'email', state: 'sent', at: later, reference: '<K7P2@caf.example>' } as const;
export const states: Readonly<Record<string, Partial<ReceiptContent>>> = {
  prepared: {},
  'counter sent': { deliveries: [{ channel: 'counter', state: 'sent', at: later, reference: 'A12' }] },
  sent: { deliveries: [mailed, { channel: 'post', state: 'queued', at: null, reference: null }] },
  failed: { deliveries: [{ channel: 'email', state: 'failed', at: later, reference: null }] },
  unknown: { deliveries: [{ channel: 'https', state: 'unknown', at: later, reference: null }] },
  acknowledged: { state: 'acknowledged', deliveries: [mailed], acknowledgement, sequence: 2, cites: kid16() },
  mismatch: {
    state: 'mismatch',
    deliveries: [mailed],
    acknowledgement: { ...acknowledgement, pagesCounted: 7 },
    sequence: 2,
    cites: kid16(),
  },
  decided: { state: 'decided', deliveries: [mailed], acknowledgement, sequence: 3, cites: kid16() },
  withdrawn: { state: 'withdrawn', sequence: 2, cites: kid16() },
};

function kid16(): Uint8Array {
  return sha256('first receipt').slice(0, 16);
}

/** One small grey JPEG per page, all different. */
export function sampleThumbnails(count: number): Promise<Uint8Array[]> {
  const draw = async (i: number): Promise<Uint8Array> => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="124" height="175"><rect width="124" height="175" fill="#f4f4f0"/><g fill="#555">${Array.from({ length: 12 }, (_, row) => `<rect x="12" y="${18 + row * 12}" width="${40 + ((i * 37 + row * 53) % 60)}" height="4"/>`).join('')}</g></svg>`;
    return new Uint8Array(await sharp(Buffer.from(svg)).greyscale().jpeg({ quality: 60 }).toBuffer());
  };
  return Promise.all(Array.from({ length: count }, (_, i) => draw(i)));
}

export const receiptJson = canonicalBytes({ certificate: 'abc', cose: 'def', ledgerProof: 'c2sp', manifest: {}, v: 1 });

export const sampleEvidence = (thumbnails: readonly Uint8Array[] = []): A4Evidence => ({
  receiptJson,
  manifest: canonicalBytes({ certificate: '00'.repeat(32), clock: 'synchronised', v: 1 }),
  ledgerProof: 'c2sp.org/tlog-proof@v1\nindex 12\n',
  certificate: utf8Bytes('certificate bytes'),
  thumbnails,
  keyId: '0123456789abcdef',
});

export const a4Request = (view: ReceiptView, thumbnails: readonly Uint8Array[] = []): A4Request => ({
  view,
  evidence: sampleEvidence(thumbnails),
  texts,
  crypto: nodeCrypto,
  sign: (payload) => encodeSign1('pdf', payload, kid, signer.sign, true),
});

/** What a printer of this profile lays into the hand for these bytes: drawn by the virtual printer's own reader. */
export async function paperOf(bytes: Uint8Array, printer: PrinterProfile): Promise<VirtualPaper> {
  const paper = new PaperInPrinter();
  const ignore = (): void => undefined;
  const sink = { mark: (mark: Mark) => paper.add(mark), askedSensor: ignore, setReports: ignore, initialised: ignore };
  const interpreter = new Interpreter(printer, sink);
  for (const byte of bytes) interpreter.feed(byte);
  return developPaper(paper, printer.dotsPerLine, new GlyphBox());
}

/** Every case with RECEPISSE_TESTS=all, else every `step`-th: drawing paper takes half a second a piece. */
export const sampled = <T>(cases: readonly T[], step: number): T[] =>
  process.env.RECEPISSE_TESTS === 'all' ? [...cases] : cases.filter((_, i) => i % step === 0);
