import { execFileSync } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { beginFile } from '../../../../main/pages/pack-document.ts';
import { sample, takeAll, tmpfsFolder, writeIn } from './samples.ts';

/**
 * What PDF/A-1b (ISO 19005-1) asks of a file, looked for by qpdf, which shares nothing with the library that writes it. No validator
 * of the whole standard is to be had from Debian: these are the rules that a file of pictures and one font can break.
 */
const folder = tmpfsFolder();
const qpdf = (...args: string[]): string => execFileSync('qpdf', args, { encoding: 'utf8', maxBuffer: 1 << 27 });

type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };
const objectSchema = z.record(z.string(), z.unknown());
const outputSchema = z.object({ qpdf: z.tuple([objectSchema, objectSchema]) });

let file: string;
let objects: ReadonlyMap<string, { readonly value?: Value; readonly stream?: { readonly dict: Value } }>;
beforeAll(async () => {
  const { pages } = await takeAll(['ocrmypdf-linn.png', 'lept-boismort.1.tif'].map(sample));
  const pieces: Uint8Array[] = [];
  const packed = beginFile(
    {
      name: 'K7P2-9QXM-4-preuves-2-of-3.pdf',
      number: 'K7P2-9QXM-4',
      firstPage: 7,
      totalPages: 66,
      createdAt: new Date('2026-11-23T10:00:00Z'),
    },
    (piece) => pieces.push(piece),
  );
  for (const { image } of pages) packed.add(image);
  await packed.end();
  file = writeIn(folder, 'archive.pdf', Buffer.concat(pieces));
  const output = outputSchema.parse(JSON.parse(qpdf('--json=2', '--json-stream-data=none', file)));
  objects = new Map(Object.entries(output.qpdf[1])) as typeof objects;
});

const dictOf = (object: { value?: Value; stream?: { dict: Value } } | undefined): Readonly<Record<string, Value>> => {
  const dict = object?.stream?.dict ?? object?.value ?? {};
  return typeof dict === 'object' && dict !== null && !Array.isArray(dict) ? (dict as Record<string, Value>) : {};
};
/** Follows a reference such as `12 0 R`. */
const at = (value: Value | undefined): Readonly<Record<string, Value>> =>
  typeof value === 'string' ? dictOf(objects.get(`obj:${value}`)) : dictOf(value === undefined ? {} : { value });
const all = (): Readonly<Record<string, Value>>[] =>
  [...objects].filter(([name]) => name.startsWith('obj:')).map(([, object]) => dictOf(object));
const ofType = (type: string) => all().filter((dict) => dict['/Type'] === type);
const only = (type: string): Readonly<Record<string, Value>> => {
  const [first, ...others] = ofType(type);
  if (!first || others.length > 0) throw new Error(`${others.length + 1} of ${type}`);
  return first;
};
const streamText = (reference: Value | undefined): string =>
  typeof reference === 'string'
    ? qpdf(`--show-object=${reference.replace(' ', ',').replace(' R', '')}`, '--filtered-stream-data', file)
    : '';

describe('a packed file, as an archive asks of it', () => {
  it('is whole, of PDF 1.4, with a binary comment, no encryption and no object streams (6.1.2, 6.1.3, 6.1.4)', () => {
    expect(qpdf('--check', file)).toContain('No syntax or stream encoding errors found');
    const bytes = execFileSync('head', ['-c', '40', file]);
    expect(bytes.subarray(0, 9).toString('latin1')).toBe('%PDF-1.4\n');
    expect(bytes[9]).toBe('%'.charCodeAt(0));
    expect([...bytes.subarray(10, 14)].every((byte) => byte > 127)).toBe(true);
    const trailer = dictOf(objects.get('trailer'));
    expect(trailer['/ID']).toHaveLength(2);
    expect(trailer['/Encrypt']).toBeUndefined();
    expect([...ofType('/ObjStm'), ...ofType('/XRef')]).toEqual([]);
  });

  it('says in its metadata that it is PDF/A-1b, in plain, and the same as its information (6.7.2, 6.7.3, 6.7.11)', () => {
    const metadata = only('/Catalog')['/Metadata'];
    expect(at(metadata)).toMatchObject({ '/Type': '/Metadata', '/Subtype': '/XML' });
    expect(at(metadata)['/Filter']).toBeUndefined();
    const xmp = streamText(metadata);
    expect(xmp).toMatch(/<pdfaid:part>1<\/pdfaid:part>/);
    expect(xmp).toMatch(/<pdfaid:conformance>B<\/pdfaid:conformance>/);
    const info = at(dictOf(objects.get('trailer'))['/Info']);
    const plain = (key: string): string => {
      const value = info[key];
      return String(objects.get(`obj:${String(value)}`)?.value ?? value).replace(/^u:/, '');
    };
    expect(plain('/Title')).toBe('K7P2-9QXM-4-preuves-2-of-3');
    expect(xmp).toContain(plain('/Title'));
    expect(xmp).toContain(`<pdf:Producer>${plain('/Producer')}</pdf:Producer>`);
    expect(xmp).toContain(`<xmp:CreatorTool>${plain('/Creator')}</xmp:CreatorTool>`);
    const [, year, month, day] = /^D:(\d{4})(\d\d)(\d\d)/.exec(plain('/CreationDate')) ?? [];
    expect(xmp).toContain(`<xmp:CreateDate>${year}-${month}-${day}`);
  });

  it('has one output intent with its colour profile, which covers every colour used (6.2.2, 6.2.3)', () => {
    const intents = only('/Catalog')['/OutputIntents'];
    expect(intents).toHaveLength(1);
    const intent = at((intents as readonly Value[])[0]);
    expect(intent['/S']).toBe('/GTS_PDFA1');
    expect(at(intent['/DestOutputProfile'])['/N']).toBe(3);
    const images = all().filter((dict) => dict['/Subtype'] === '/Image');
    expect(images).toHaveLength(2);
    for (const image of images) {
      expect(['/DeviceRGB', '/DeviceGray']).toContain(image['/ColorSpace']);
      expect(image['/Filter']).toEqual('/DCTDecode');
      expect(image['/Interpolate'] ?? false).toBe(false);
    }
  });

  it('embeds its fonts, with widths and a list of what is in them (6.3.4, 6.3.5)', () => {
    const fonts = ofType('/FontDescriptor');
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) {
      expect(font['/FontFile2'] ?? font['/FontFile3']).toEqual(expect.stringMatching(/ R$/));
      expect(String(font['/FontName'])).toMatch(/^\/[A-Z]{6}\+/);
      expect(font['/CIDSet']).toEqual(expect.stringMatching(/ R$/));
    }
    expect(
      ofType('/Font').every((font) => font['/ToUnicode'] !== undefined || font['/CIDSystemInfo'] !== undefined),
    ).toBe(true);
  });

  it('has no transparency, no scripts, no embedded or outside files, no compression by LZW (6.1.10, 6.1.11, 6.4, 6.6)', () => {
    const text = JSON.stringify(all());
    for (const key of [
      '/SMask',
      '/BM',
      '/ca"',
      '/CA"',
      '/JavaScript',
      '/JS',
      '/EmbeddedFiles',
      '/EF',
      '/AA',
      '/LZWDecode',
      '/Group"',
    ])
      expect(text, key).not.toContain(`"${key.replace('"', '')}"`);
    expect(only('/Catalog')['/OpenAction']).toBeUndefined();
  });
});
