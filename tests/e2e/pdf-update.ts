import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Appends an incremental update (ISO 32000-1 section 7.5.6) that gives the file another title: every byte that was
 * signed stays as it was. `shows` is what a reader of the new file says.
 */
export function appendUpdate(pdf: Uint8Array, folder: string): { pdf: Uint8Array; shows: string } {
  const text = Buffer.from(pdf).toString('latin1');
  const trailer = /trailer\s*<<([\s\S]*?)>>/.exec(text.slice(text.lastIndexOf('trailer')))?.[1] ?? '';
  const xref = /startxref\s+(\d+)/.exec(text.slice(text.lastIndexOf('startxref')))?.[1];
  const info = /\/Info (\d+) 0 R/.exec(trailer)?.[1];
  if (xref === undefined || info === undefined) throw new Error('not a PDF with a plain trailer');
  const at = pdf.length;
  const object = `${info} 0 obj\n<< /Title (SOIXANTE-SIX PAGES) >>\nendobj\n`;
  const entry = `${String(at).padStart(10, '0')} 00000 n \n`;
  const table = `xref\n${info} 1\n${entry}trailer\n<< ${trailer.replace(/\/Prev \d+/, '')} /Prev ${xref} >>\n`;
  const update = Buffer.from(`${object}${table}startxref\n${at + object.length}\n%%EOF\n`, 'latin1');
  const updated = new Uint8Array(Buffer.concat([pdf, update]));
  const path = join(folder, 'updated.pdf');
  writeFileSync(path, updated);
  return { pdf: updated, shows: String(spawnSync('pdfinfo', [path]).stdout) };
}
