import { slotKey, slotLength } from '../../../shared/receipt/pdf-slot.ts';
import type { A4Evidence } from '../receipt-view.ts';
import type { Sheet } from './sheet.ts';

/** Files inside the PDF. Their names are part of the format (docs/format.md). */
const attachmentNames = {
  receipt: 'recepisse.json',
  manifest: 'manifest.json',
  ledgerProof: 'registre.tlog-proof',
  certificate: 'certificat.cose',
} as const;

/** ISO 19005-3: every embedded file says what it is to the document (AFRelationship) and its media type. */
export function attachEvidence(sheet: Sheet, evidence: A4Evidence, issuedAt: Date): void {
  const attach = (name: string, bytes: Uint8Array, type: string, relationship: string, description: string): void => {
    const options = { name, type, relationship, description, creationDate: issuedAt, modifiedDate: issuedAt };
    sheet.doc.file(Buffer.from(bytes), options);
  };
  // The receipt stands as it is, once, so that a verifier needs no PDF library; the manifest begins alike and is compressed.
  sheet.doc.compress = false;
  attach(attachmentNames.receipt, evidence.receiptJson, 'application/json', 'Source', 'Reçu signé');
  sheet.doc.compress = true;
  attach(attachmentNames.manifest, evidence.manifest, 'application/json', 'Data', 'Bordereau');
  const proof = Buffer.from(evidence.ledgerProof, 'utf8');
  attach(attachmentNames.ledgerProof, proof, 'text/plain', 'Supplement', 'Preuve du registre');
  attach(attachmentNames.certificate, evidence.certificate, 'application/cose', 'Supplement', 'Certificat de la borne');
}

/** Hangs the empty signature slot in the Catalog, which pdfkit keeps to itself. */
export function hangSlot(sheet: Sheet): void {
  const catalog: unknown = Reflect.get(Object(Reflect.get(sheet.doc, '_root')), 'data');
  if (typeof catalog !== 'object' || catalog === null) throw new Error('pdfkit: no Catalog');
  // pdfkit writes bytes as a hex string: two zeros for each.
  Reflect.set(catalog, slotKey, Buffer.alloc(slotLength / 2));
}

/** Ends the document and gives its bytes. */
export function bytesOf(sheet: Sheet): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    const doc: NodeJS.ReadableStream = sheet.doc;
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    doc.on('error', reject);
    sheet.doc.end();
  });
}
