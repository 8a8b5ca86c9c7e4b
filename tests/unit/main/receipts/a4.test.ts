import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../../main/node-crypto.ts';
import { renderA4 } from '../../../../main/receipts/a4.ts';
import { utf8Text } from '../../../../shared/bytes.ts';
import { decodeSign1, verifySign1 } from '../../../../shared/receipt/cose.ts';
import { embeddedReceiptJson, findSlot, pdfStatement, readSlot } from '../../../../shared/receipt/pdf-slot.ts';
import {
  a4Request,
  receiptJson,
  sampled,
  sampleEvidence,
  sampleThumbnails,
  sampleView,
  signer,
  states,
} from './fixture.ts';
import { overlaps, textOf, tool } from './pdf-tools.ts';

const folder = await mkdtemp(join(tmpdir(), 'a4-'));
afterAll(() => rm(folder, { recursive: true }));

type View = ReturnType<typeof sampleView>;
let count = 0;
async function drawn(view: View, pages = view.content.pageCount): Promise<{ pdf: Uint8Array; file: string }> {
  const pdf = await renderA4(a4Request(view, await sampleThumbnails(pages)));
  const file = join(folder, `${count++}.pdf`);
  await writeFile(file, pdf);
  return { pdf, file };
}

function isSigned(pdf: Uint8Array): boolean {
  const slot = findSlot(pdf);
  const cose = slot && readSlot(pdf, slot)?.cose;
  const sign1 = cose ? decodeSign1(cose) : null;
  if (!slot || !sign1) return false;
  return verifySign1(sign1, 'pdf', signer.publicKey, nodeCrypto, pdfStatement(pdf, slot, nodeCrypto));
}

describe('A4 receipt', () => {
  it('is a whole PDF with every font embedded and PDF/A-3b’s marks', async () => {
    const { file, pdf } = await drawn(sampleView({ view: { depositor: 'محمد بن عبد الله' } }));
    expect(await tool('qpdf', '--check', file)).toContain('No syntax or stream encoding errors');
    const fonts = (await tool('pdffonts', file)).trim().split('\n').slice(2);
    expect(fonts.length).toBe(2);
    // emb, sub, uni
    for (const font of fonts) expect(font).toMatch(/yes +yes +yes/);
    const raw = Buffer.from(pdf).toString('latin1');
    expect(raw.startsWith('%PDF-1.7')).toBe(true);
    expect(raw).toContain('<pdfaid:part>3</pdfaid:part>');
    expect(raw).toContain('<pdfaid:conformance>B</pdfaid:conformance>');
    expect(raw).toContain('/OutputIntents');
    expect(raw).toContain('/Lang (fr-FR)');
    // ISO 19005-3 section 6.8: associated files, with a relationship and a media type each.
    expect(raw.match(/\/AFRelationship \/(?:Source|Data|Supplement)/g)).toHaveLength(4);
    expect(raw).toContain('/AF [');
    expect(raw).not.toMatch(/\/Encrypt|\/JavaScript|\/Launch/);
  });

  it('holds its evidence byte for byte, and the receipt verbatim in one place', async () => {
    const { file, pdf } = await drawn(sampleView());
    const out = await mkdtemp(join(folder, 'files-'));
    await tool('pdfdetach', '-saveall', '-o', out, file);
    const evidence = sampleEvidence();
    const held = async (name: string): Promise<Uint8Array> => new Uint8Array(await readFile(join(out, name)));
    expect(await held('recepisse.json')).toEqual(new Uint8Array(evidence.receiptJson));
    expect(await held('manifest.json')).toEqual(new Uint8Array(evidence.manifest));
    expect(utf8Text(await held('registre.tlog-proof'))).toBe(evidence.ledgerProof);
    expect(await held('certificat.cose')).toEqual(new Uint8Array(evidence.certificate));
    expect(embeddedReceiptJson(pdf)).toEqual(receiptJson);
  });

  it('is signed over every byte: one flipped bit makes it invalid', async () => {
    const { pdf } = await drawn(sampleView({ documents: 1, pages: 1 }));
    expect(isSigned(pdf)).toBe(true);
    const step = process.env.RECEPISSE_TESTS === 'all' ? 17 : 211;
    for (let at = 0; at < pdf.length; at += step) {
      const changed = pdf.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(isSigned(changed), `byte ${at}`).toBe(false);
    }
  });

  it('is the same file for the same receipt', async () => {
    const view = sampleView({ view: { depositor: 'Świętosława Żółć 王', language: 'en' } });
    const [a, b] = [await drawn(view), await drawn(view)];
    expect(Buffer.from(a.pdf).equals(Buffer.from(b.pdf))).toBe(true);
  });

  it.each(sampled(Object.keys(states), 3))('says its state in words: %s', async (state) => {
    const { file } = await drawn(sampleView({ content: states[state] ?? {} }), 0);
    const text = await textOf(file);
    expect(text).not.toMatch(/accusé de réception/i);
    for (const part of ['Préparé', 'Envoyé', 'Reçu par l’organisme', 'TOTAL : 8 PAGES', 'K7P2-9QXM-4', 'GRATUITE'])
      expect(text).toContain(part);
  });

  it('prints every hash in full, and everything on paper', async () => {
    const view = sampleView({ documents: 5, pages: 12 });
    const text = (await textOf((await drawn(view)).file)).replaceAll(' ', '');
    for (const { hash, files } of view.documents) {
      expect(text).toContain(hash);
      for (const { sha256 } of files) expect(text).toContain(sha256);
    }
    expect(text).toContain(view.manifestHash);
    expect(text).toContain(sampleEvidence().keyId);
  });

  it.each(['Świętosława Żółć', 'Nguyễn Thị Hồng', 'Ольга Ґудзь', 'Σωκράτης Ψυχή', 'Zoé «L’Œil»', 'Thị Thi fi'])(
    'loses no letter of the name %s',
    async (depositor) => {
      const { file } = await drawn(sampleView({ view: { depositor } }), 0);
      const lines = (await tool('pdftotext', file, '-')).split('\n').map((line) => line.normalize('NFC'));
      expect(lines).toContain(depositor);
      // And gives none of its letters to the other words.
      expect(lines).toContain('Borne 1, salle d’attente');
    },
  );

  it.each(['محمد بن عبد الله', 'தமிழ்ச்செல்வன்', '王小明', 'Zoé 🙂'])(
    'a name that the font cannot set is drawn, and stands as text beside the picture: %s',
    async (depositor) => {
      const { file } = await drawn(sampleView({ view: { depositor } }), 0);
      expect((await tool('pdfimages', '-list', file)).trim().split('\n')).toHaveLength(3);
      const open = join(folder, 'open.pdf');
      await tool('qpdf', '--qdf', '--object-streams=disable', file, open);
      const hex = /\/ActualText <feff([0-9a-f]+)>/.exec((await readFile(open)).toString('latin1'))?.[1] ?? '';
      expect(Buffer.from(hex, 'hex').swap16().toString('utf16le')).toBe(depositor);
    },
  );

  it('a name with control bytes is neutralised', async () => {
    const { file } = await drawn(sampleView({ view: { depositor: 'Ali\u001bp\n<b>&\u202e\u0007' } }), 0);
    expect(await textOf(file)).toContain('Ali·p·<b>&·');
  });

  it.each([
    ['66 pages in one document', 1, 66],
    ['40 documents with long labels', 40, 80],
    ['500 pages', 7, 500],
  ])('nothing overlaps and nothing leaves the page: %s', async (_, documents, pages) => {
    const view = sampleView({
      documents,
      pages,
      content: { ...states.acknowledged, demo: true },
      view: { language: 'en', duplicate: true },
    });
    const { file } = await drawn(view);
    const found = overlaps(await tool('pdftotext', '-bbox', file, '-'));
    expect(found.words).toBeGreaterThan(300);
    expect(found.problems).toEqual([]);
    expect(await textOf(file)).toContain(`TOTAL : ${pages} PAGES`);
  });

  it('its QR code reads from the printed page', async () => {
    const view = sampleView({ documents: 20, pages: 66, content: states.acknowledged ?? {} });
    const { file } = await drawn(view, 0);
    await tool('pdftoppm', '-r', '150', '-png', '-l', '4', file, join(folder, 'qr'));
    const pages = (await tool('ls', folder)).split('\n').filter((name) => name.startsWith('qr'));
    const codes = await Promise.all(
      pages.map((name) => tool('zbarimg', '--quiet', '--raw', join(folder, name)).catch(() => '')),
    );
    expect(codes.join('').trim()).toBe(view.qrText);
  });
});
