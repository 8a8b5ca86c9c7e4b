import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildCodeReader } from '../../../../../main/pages/codes/code-reader.ts';
import { readTwoDDoc } from '../../../../../main/pages/codes/two-d-doc.ts';
import { addressOf } from '../../../../../main/pages/codes/two-d-doc-address.ts';
import { checkSignature } from '../../../../../main/pages/codes/two-d-doc-signature.ts';
import { buildImageWorker } from '../../../../../main/pages/image-worker.ts';
import { defaultPageLimits } from '../../../../../main/pages/limits.ts';
import { unknownFacts } from '../../../../../main/pages/page-facts.ts';
import { cleanLook, type ScanLook, scannedBill } from './proof-page.ts';
import { billText, daysAgo, drawBarcode, drawDataMatrix, gs, makeSigner } from './signed-doc.ts';

const reader = buildCodeReader();
const images = buildImageWorker({ limits: defaultPageLimits });
const signer = makeSigner();
const folder = mkdtempSync('/dev/shm/codes-');
afterAll(() => {
  reader.close();
  images.close();
  signer.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** A scan as the kiosk stores it. */
async function stored(scan: Buffer): Promise<Uint8Array> {
  const file = join(folder, 'scan.jpg');
  writeFileSync(file, scan);
  const opened = await images.open(file);
  const page = opened.ok ? await images.normalise(0, unknownFacts) : opened;
  if (!page.ok) throw new Error(page.fault.code);
  return page.value.jpeg;
}

const issuedOn = daysAgo(25);
const text = signer.sign(billText({ issuedOn }));
const printed = drawDataMatrix(text);
const certificates = [{ ca: 'TEST', id: 'TS01', certificate: signer.certificate }];

/** What the kiosk makes of a scanned bill: null when no code was read. */
async function readBill(look: ScanLook, code = printed) {
  const codes = await reader.read(await stored(await scannedBill(code, look)), ['DataMatrix', 'QRCode', 'Code128']);
  const [found] = codes;
  const doc = found ? readTwoDDoc(found.bytes) : null;
  return doc?.ok ? { doc: doc.value, ...checkSignature(doc.value, certificates), address: addressOf(doc.value) } : null;
}

describe('codes on a page as the kiosk stores it', () => {
  it('a 2D-Doc that was printed and scanned gives its fields, issuer, days and a valid signature', async () => {
    const read = await readBill(cleanLook);
    expect(read).toMatchObject({
      signature: 'valid',
      organisation: 'FOURNISSEUR INVENTE',
      address: { holder: 'MME SPECIMEN AMINATA', lines: ['12 RUE DES EXEMPLES', '99000 SPECIMEN SUR ORB'] },
      doc: { version: 4, authority: 'TEST', certificate: 'TS01', type: '01', issuedOn },
    });
    expect(read?.doc.fields.map(({ id, value }) => `${id}=${value}`)).toEqual([
      '26=FR',
      '24=99000',
      '10=MME/SPECIMEN/AMINATA',
      '22=12 RUE DES EXEMPLES',
      '25=SPECIMEN SUR ORB',
      '18=F2026 11 0042',
    ]);
  });

  it('a printed code whose address was changed reads, and its signature is invalid', async () => {
    const read = await readBill(cleanLook, drawDataMatrix(text.replace('12 RUE', '13 RUE')));
    expect(read?.signature).toBe('invalid');
    expect(read?.organisation).toBeNull();
  });

  // Turned at random, soft, noisy, pressed hard: what a scanner makes of paper.
  const looks: readonly ScanLook[] = [
    { ...cleanLook, degrees: 2.5 },
    { ...cleanLook, degrees: -7 },
    { ...cleanLook, degrees: 90 },
    { ...cleanLook, degrees: 180 },
    { ...cleanLook, blur: 2 },
    { ...cleanLook, noise: 20 },
    { ...cleanLook, quality: 30 },
    { degrees: 4, blur: 1.5, noise: 10, quality: 50 },
  ];
  const sample = process.env.RECEPISSE_TESTS === 'all' ? looks : looks.filter((_, i) => [1, 4, 7].includes(i));
  it.each(sample)('reads at %o', async (look) => {
    expect((await readBill(look))?.signature).toBe('valid');
  });

  it('a QR and a Code 128 are read too, and control bytes are kept as bytes', async () => {
    const qr = drawBarcode(58, 'HTTPS://EXEMPLE.FR/A', ['--scale=4']);
    const bars = drawBarcode(20, '1A 234 567 8901 2', ['--scale=2', '--height=40']);
    const page = async (code: Buffer, width: number) =>
      reader.read(await stored(await scannedBill(code, cleanLook, width)), ['DataMatrix', 'QRCode', 'Code128']);
    expect(await page(qr, 25)).toMatchObject([{ format: 'QRCode', text: 'HTTPS://EXEMPLE.FR/A' }]);
    expect(await page(bars, 75)).toMatchObject([{ format: 'Code128', text: '1A 234 567 8901 2' }]);
    const [code] = await page(printed, 22);
    expect(Buffer.from(code?.bytes ?? []).toString('latin1')).toBe(text);
    expect(code?.text).not.toContain(gs);
  });

  it('a page without codes has none, nor have bytes that are no picture', async () => {
    const blank = await scannedBill(null, cleanLook);
    expect(await reader.read(await stored(blank), ['DataMatrix', 'QRCode', 'Code128'])).toEqual([]);
    expect(await reader.read(new Uint8Array([1, 2, 3]), ['QRCode'])).toEqual([]);
  });
});

describe('a code process that fails', () => {
  const entry = (name: string, source: string): string => {
    const file = join(folder, name);
    writeFileSync(file, source);
    return file;
  };
  it('a crash and a hang read nothing, and the next page has a new process', async () => {
    const own = new URL('../../../../../main/pages/codes/code-process.ts', import.meta.url).href;
    const flag = join(folder, 'crashed');
    const crashing = entry(
      'crash.mjs',
      `import { existsSync, writeFileSync } from 'node:fs';
       if (existsSync(${JSON.stringify(flag)})) await import(${JSON.stringify(own)});
       else { writeFileSync(${JSON.stringify(flag)}, ''); process.on('message', () => process.abort()); }`,
    );
    const jpeg = await stored(await scannedBill(printed, cleanLook));
    const fragile = buildCodeReader({ entry: crashing });
    const [first, second] = await Promise.all([fragile.read(jpeg, ['DataMatrix']), fragile.read(jpeg, ['DataMatrix'])]);
    fragile.close();
    expect([first.length, second.length]).toEqual([0, 1]);
    const hanging = entry('hang.mjs', `process.on('message', () => {});`);
    const slow = buildCodeReader({ entry: hanging, limits: { timeoutMs: 1_000, memoryBytes: 1_200_000_000 } });
    expect(await slow.read(jpeg, ['DataMatrix'])).toEqual([]);
    slow.close();
  });
});
