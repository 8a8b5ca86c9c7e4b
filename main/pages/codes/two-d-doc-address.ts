import type { PaperAddress } from '../../../shared/paper-code.ts';
import { antsPerimeter, type TwoDDoc } from './two-d-doc.ts';

/** Document made to prove an address, bill (energy, telephone, Internet, water), housing tax notice (ANTS, types of documents, C40 01). */
const proofsOfAddress: readonly string[] = ['00', '01', '02'];
const streetLines = ['20', '21', '22', '23'] as const;

/** The address that a proof of address gives for the place served; null for any other document, or one whose address is not whole. */
export function addressOf({ type, perimeter, fields }: TwoDDoc): PaperAddress | null {
  if (perimeter !== antsPerimeter || !proofsOfAddress.includes(type)) return null;
  const used = fields.filter(({ id }) => /^(?:1[0-3]|2[0-6])$/.test(id));
  const isTwice = new Set(used.map(({ id }) => id)).size < used.length;
  // A line that was cut, or bytes that are no plain letters, would be confirmed unseen.
  if (isTwice || used.some(({ isCut, value }) => isCut || !/^[\x20-\x7e]*$/.test(value))) return null;
  const of = (id: string): string => used.find((field) => field.id === id)?.value.trim() ?? '';
  const filled = (ids: readonly string[]): string[] => ids.map(of).filter((value) => value !== '');
  const street = filled(streetLines);
  const town = filled(['24', '25']).join(' ');
  if (street.length === 0 || of('24') === '') return null;
  const abroad = ['', 'FR'].includes(of('26')) ? [] : [of('26')];
  const holder = of('10') || filled(['11', '12', '13']).join(' ');
  return { holder: holder.replaceAll('/', ' ').replaceAll(/ +/g, ' ').trim(), lines: [...street, town, ...abroad] };
}
