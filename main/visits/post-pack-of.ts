import sharp from 'sharp';
import type { Bundle } from '../../kiosk-config/schema/bundle.ts';
import type { Locales } from '../../kiosk-config/schema/locales.ts';
import type { Procedure } from '../../shared/procedure.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { type PostPack, postPack } from '../channels/post/post-pack.ts';
import type { PackedPage } from '../pages/pack-document.ts';
import type { Addressed } from '../receipts/a4/letter.ts';
import { addressedOf } from './blank-letter.ts';
import { procedureById } from './catalogue-calls.ts';
import type { FilingRecord } from './filing-record.ts';
import type { IssuedReceipt } from './prepare-filing.ts';
import { viewOf } from './render-receipt.ts';
import type { StoredPages } from './stored-pages.ts';

type PackFault = Fault<'not-by-post' | 'no-such-procedure'> | Fault;

/** The paper pack of a filing that leaves by post, from what was recorded and the JPEGs of its pages, in order, each read when it is drawn. */
export async function postPackOf(
  { bundle, texts }: { readonly bundle: Bundle; readonly texts: Locales },
  record: FilingRecord,
  receipt: IssuedReceipt,
  jpegs: StoredPages,
): Promise<Result<PostPack, PackFault>> {
  const { manifest, fields } = record;
  if (!manifest.deliveries.includes('post'))
    return fail({ code: 'not-by-post', message: 'This filing does not leave by post: there is no pack to print.' });
  const procedure = procedureById(bundle, manifest.procedure.id);
  if (!procedure)
    return fail({ code: 'no-such-procedure', message: 'The catalogue no longer has the procedure of this filing.' });
  const view = viewOf({ bundle }, record, receipt, false);
  if (!view.ok) return view;
  const addressed = addresseeOf(record, procedure, bundle);
  const sender = [fields.nom ?? '', ...linesOf(fields.adresse ?? '')].filter((line) => line !== '');
  return postPack({ texts, view: view.value, manifest, sender, addressed, pages: sizedPages(jpegs) });
}

/** To whom a filing's letters go: what the visitor read on the letter, or the desk confirmed, before what the directory knows. */
export function addresseeOf({ fields }: Pick<FilingRecord, 'fields'>, procedure: Procedure, bundle: Bundle): Addressed {
  const [name, ...lines] = linesOf(fields.destinataire ?? '');
  return name === undefined ? addressedOf(procedure, bundle) : { name, lines, hint: null };
}

/** As many lines as an address has (NF Z10-011); what is more stands in the last. */
const mostLines = 6;

/** An address as it was typed: one line each, or else parted by commas, but never behind a number in its street. */
export function linesOf(text: string): string[] {
  const parts = text.includes('\n') ? text.split('\n') : text.split(/(?<!(?:^|[\s,])\d+\s*(?:bis|ter|quater)?)[,،]/i);
  const lines = parts.map((line) => line.trim().replace(/[,،]$/, '')).filter((line) => /[\p{L}\p{N}]/u.test(line));
  return lines.length <= mostLines ? lines : [...lines.slice(0, mostLines - 1), lines.slice(mostLines - 1).join(', ')];
}

async function* sizedPages(jpegs: StoredPages): AsyncGenerator<Result<PackedPage, Fault>, void, undefined> {
  for await (const jpeg of jpegs) yield jpeg.ok ? ok(await sized(jpeg.value)) : jpeg;
}

/** A page's JPEG with its size. */
export async function sized(jpeg: Uint8Array): Promise<PackedPage> {
  const { width, height } = await sharp(jpeg).metadata();
  return { jpeg, widthPx: width, heightPx: height };
}
