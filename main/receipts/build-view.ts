import type { Bundle } from '../../kiosk-config/schema/bundle.ts';
import { toHex } from '../../shared/bytes.ts';
import type { Manifest } from '../../shared/filing.ts';
import { documentByCode, type Procedure } from '../../shared/procedure.ts';
import type { ReceiptContent } from '../../shared/receipt/content.ts';
import { documentHash } from '../../shared/receipt/manifest.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { nodeCrypto } from '../node-crypto.ts';
import type { ReceiptView } from './receipt-view.ts';
import { acknowledgementDue } from './view/acknowledgement-due.ts';
import { placeOfAgency } from './view/agency-place.ts';
import { dayAt } from './view/day-at.ts';
import { nextLines } from './view/next-lines.ts';

export interface ViewRequest {
  readonly bundle: Bundle;
  readonly manifest: Manifest;
  readonly content: ReceiptContent;
  /** Fields of the filing; those of type `date` start deadlines. */
  readonly fields: Readonly<Record<string, string>>;
  /** null when the visitor gave none. */
  readonly depositor: string | null;
  readonly language: string;
  readonly qrText: string;
  readonly duplicate: boolean;
}

/**
 * Gathers everything a receipt says. Dates are counted on the day the receipt is made, at the agency's place. Faults:
 * `unknown-procedure` when the bundle no longer has it, `bad-trigger` for a date field that cannot be read.
 */
export function buildView(request: ViewRequest): Result<ReceiptView, Fault> {
  const { bundle, manifest, content } = request;
  const procedure = bundle.catalogue.procedures.find(({ id }) => id === manifest.procedure.id);
  if (!procedure) {
    const message = `The configuration has no procedure ${manifest.procedure.id}.`;
    return fail({ code: 'unknown-procedure', message });
  }
  const place = placeOfAgency(bundle, procedure);
  const today = dayAt(content.issuedAt, manifest.timeZone);
  const next = nextLines({ bundle, procedure, fields: request.fields, today, place });
  if (!next.ok) return next;
  const due = acknowledgementDue({ bundle, procedure, content, today, place });
  return ok({
    language: request.language,
    duplicate: request.duplicate,
    content,
    timeZone: manifest.timeZone,
    desk: { name: bundle.desk.name, address: bundle.desk.address, phone: bundle.desk.phone },
    kioskName: bundle.kiosk.name,
    depositor: request.depositor,
    procedure: procedure.titre,
    agency: agencyOf(bundle, procedure),
    acknowledgementDue: due,
    documents: documentsOf(manifest, procedure),
    manifestHash: toHex(content.manifestHash),
    qrText: request.qrText,
    dates: next.value.dates,
    appeals: next.value.appeals,
    free: { isFree: procedure.gratuit, note: procedure.gratuiteNote === '' ? null : procedure.gratuiteNote },
  });
}

/** The desk's own telephone number for the agency, else a verified one of the catalogue (promise 9: only sourced facts). */
function agencyOf(bundle: Bundle, procedure: Procedure): ReceiptView['agency'] {
  const known = bundle.agencies[procedure.organisme.code];
  const verified = procedure.canaux.telephone.find(({ verifie }) => verifie);
  return { name: known?.name ?? procedure.organisme.nom, phone: known?.phone ?? verified?.numero ?? null };
}

function documentsOf(manifest: Manifest, procedure: Procedure): ReceiptView['documents'] {
  return manifest.documents.map((document) => ({
    code: document.code,
    label: documentByCode(procedure, document.code)?.libelle ?? document.code,
    pages: document.pages.length,
    hash: toHex(documentHash(document, nodeCrypto)),
    files: document.files,
  }));
}
