import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ed25519Signer, nodeCrypto } from '../../main/node-crypto.ts';
import { utf8Bytes, utf8Text } from '../../shared/bytes.ts';
import { encodeCertificate, readCertificate } from '../../shared/receipt/certificate.ts';
import { decodeContent, encodeContent } from '../../shared/receipt/content.ts';
import { decodeSign1, encodeSign1 } from '../../shared/receipt/cose.ts';
import { keyId } from '../../shared/receipt/keys.ts';
import { embeddedReceiptJson, fillSlot, findSlot, pdfStatement } from '../../shared/receipt/pdf-slot.ts';
import { encodeQrText } from '../../shared/receipt/qr-text.ts';
import { decodeReceiptJson, encodeReceiptJson, type ReceiptFile } from '../../shared/receipt/receipt-json.ts';
import { parseTrust, type Trust } from '../../shared/receipt/trust.ts';
import { type Verification, verifyPdf, verifyQrText, verifyReceiptJson } from '../../shared/receipt/verify.ts';
import {
  answerOf,
  answers,
  commandLine,
  everything,
  newPlace,
  type Place,
  pathsOf,
  recepisse,
  runLine,
  writeBundle,
} from './cli.ts';
import { drawSpecimens } from './pages.ts';
import { appendUpdate } from './pdf-update.ts';

/** A receipt that the command line made, in its three forms, and the files that trust it. */
interface Made {
  readonly qr: string;
  readonly json: Uint8Array;
  readonly pdf: Uint8Array;
  readonly place: Place;
}

const [placeA, placeB] = [newPlace('tampered-a'), newPlace('tampered-b')];
const made: Made[] = [];
const forms = ['qr', 'json', 'pdf'] as const;
type Form = (typeof forms)[number];
const a = (): Made => of(0);
const b = (): Made => of(1);
function of(rank: number): Made {
  const receipt = made[rank];
  if (!receipt) throw new Error('no receipt was made');
  return receipt;
}

async function fileAt(place: Place, pages: readonly string[], ...more: string[]): Promise<Made> {
  const documents = ['--document', `avertissement=${pages[0]}`, '--document', `preuves=${pages[1]},${pages[2]}`];
  const procedure = ['--procedure', 'ft-reponse-avertissement', '--field', 'deposant=Odile Exemple'];
  const run = await recepisse(place, 'file', ...procedure, ...documents, '--out', place.out, ...more);
  const filed = answerOf(answers.file, run);
  const { receipt, pdf } = pathsOf(filed);
  return { qr: filed.qr, json: new Uint8Array(readFileSync(receipt)), pdf: new Uint8Array(readFileSync(pdf)), place };
}

beforeAll(async () => {
  const pages = await drawSpecimens(placeA.root, 3);
  made.push(await fileAt(placeA, pages));
  // The same desk's second kiosk: the demonstration's root certifies it too.
  mkdirSync(join(placeB.data, 'keys'), { recursive: true, mode: 0o700 });
  copyFileSync(join(placeA.data, 'keys/root.key'), join(placeB.data, 'keys/root.key'));
  const bundle = writeBundle(placeB, 'second.json', { kiosk: { id: 'demo-2', name: 'Deuxième borne' } });
  made.push(await fileAt(placeB, pages, '--bundle', bundle));
}, 180_000);
afterAll(() => [placeA, placeB].forEach(({ remove }) => void remove()));

const keyFile = (place: Place, name: string): string => readFileSync(join(place.data, 'keys', name), 'utf8');
function trustOf(pem: string): Trust {
  const trust = parseTrust(pem);
  if (!trust) throw new Error('no key in it');
  return trust;
}
const byKey = (): Trust => trustOf(keyFile(placeA, 'receipt.pub'));
/** The desk root's public key alone: the first block of trust.pem. */
const rootPem = (): string => keyFile(placeA, 'trust.pem').split('-----BEGIN RECEPISSE')[0] ?? '';
const byRoot = (): Trust => trustOf(rootPem());

function check(form: Form, bytes: Uint8Array, trust: Trust): Verification {
  if (form === 'qr') return verifyQrText(Buffer.from(bytes).toString('latin1'), trust, nodeCrypto);
  return form === 'json' ? verifyReceiptJson(bytes, trust, nodeCrypto) : verifyPdf(bytes, trust, nodeCrypto);
}
const bytesOf = (form: Form, receipt: Made): Uint8Array => (form === 'qr' ? utf8Bytes(receipt.qr) : receipt[form]);
const codes = ({ problems }: Pick<Verification, 'problems'>): string[] => problems.map(({ code }) => code);

/** mulberry32: the same positions in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Positions where a flipped bit left the receipt valid: there must be none. */
function survivors(form: Form, positions: Iterable<number>, bits: readonly number[], trust: Trust): string[] {
  const changed = bytesOf(form, a()).slice();
  const alive: string[] = [];
  for (const at of positions) {
    const honest = changed[at] ?? 0;
    for (const bit of bits) {
      changed[at] = honest ^ bit;
      if (codes(check(form, changed, trust)).length === 0) alive.push(`${at}^${bit}`);
    }
    changed[at] = honest;
  }
  expect(codes(check(form, changed, trust))).toEqual([]);
  return alive;
}
const every = (length: number, from = 0): number[] => Array.from({ length }, (_, i) => from + i);
const allBits = [1, 2, 4, 8, 16, 32, 64, 128];

describe('a receipt that nobody touched', () => {
  it.each(forms)('%s holds under the receipt key alone', (form) => {
    expect(codes(check(form, bytesOf(form, a()), byKey()))).toEqual([]);
  });
});

describe('one flipped bit', () => {
  it('in any byte of the QR text', () => {
    expect(survivors('qr', every(a().qr.length), allBits, byKey())).toEqual([]);
  });

  it('in any byte of the JSON, under the receipt key and under the desk root', () => {
    const bits = everything ? allBits : [1, 32];
    for (const trust of [byKey(), byRoot()]) expect(survivors('json', every(a().json.length), bits, trust)).toEqual([]);
  });

  it('in any byte of the PDF’s signature slot, its padding and its brackets', () => {
    const slot = findSlot(a().pdf);
    if (!slot) throw new Error('no slot');
    const around = every(slot.length + 24, slot.offset - 22);
    expect(survivors('pdf', around, everything ? allBits : [1, 32], byKey())).toEqual([]);
  });

  it('at 2,000 places of the PDF', () => {
    const random = generator(20261123);
    const { length } = a().pdf;
    const places = everything ? every(length) : every(2_000).map(() => Math.floor(random() * length));
    expect(survivors('pdf', places, [1 << Math.floor(random() * 8)], byKey())).toEqual([]);
  }, 300_000);
});

describe('a byte more or less', () => {
  it.each(forms)('%s cut short, or grown at either end', (form) => {
    const whole = bytesOf(form, a());
    const random = generator(7);
    const cuts = [0, 1, whole.length - 1, ...every(60).map(() => Math.floor(random() * whole.length))];
    for (const cut of cuts) expect(codes(check(form, whole.slice(0, cut), byKey()))).not.toEqual([]);
    for (const extra of ['\n', ' ', 'A', '\0', '%%EOF\n']) {
      expect(codes(check(form, Buffer.concat([whole, Buffer.from(extra)]), byKey()))).not.toEqual([]);
      expect(codes(check(form, Buffer.concat([Buffer.from(extra), whole]), byKey()))).not.toEqual([]);
    }
    expect(codes(check(form, Buffer.concat([whole, whole]), byKey()))).not.toEqual([]);
  });

  it('an incremental update that any reader shows is not covered by the signature, and is found', () => {
    const { pdf, shows } = appendUpdate(a().pdf, placeA.root);
    expect(shows).toContain('SOIXANTE-SIX PAGES');
    expect(codes(check('pdf', pdf, byKey()))).toEqual(['pdf-signature']);
  });

  it('the receipt JSON of another receipt inside this PDF', () => {
    const [honest, other] = [embeddedReceiptJson(a().pdf), embeddedReceiptJson(b().pdf)];
    if (!honest || !other) throw new Error('no receipt JSON inside');
    const at = Buffer.from(a().pdf).indexOf(honest);
    const swapped = Buffer.concat([a().pdf.subarray(0, at), other, a().pdf.subarray(at + honest.length)]);
    const trust = trustOf(rootPem());
    expect(codes(check('pdf', swapped, trust))).toEqual(['pdf-signature']);
  });
});

/** What a forger can make who has everything but the kiosk's key: the honest receipt, said again and signed with a key of their own. */
function forge(kid: 'own' | 'honest', certificate: 'honest' | 'self-made'): Record<Form, Uint8Array> {
  const fresh = ed25519Signer(generateKeyPairSync('ed25519').privateKey);
  const file = decodeReceiptJson(a().json);
  if (typeof file === 'string') throw new Error(file);
  const sign1 = decodeSign1(file.cose);
  const content = sign1?.payload && decodeContent(sign1.payload);
  const says = readCertificate(file.certificate);
  if (!sign1 || !content || !says) throw new Error('the honest receipt cannot be read');
  const id = kid === 'own' ? keyId(fresh.publicKey, nodeCrypto) : sign1.kid;
  const cose = encodeSign1('receipt', encodeContent({ ...content, pageCount: 66 }), id, fresh.sign);
  const selfMade = encodeCertificate({ ...says, receiptKey: fresh.publicKey }, fresh.publicKey, fresh.sign, nodeCrypto);
  const forged: ReceiptFile = { ...file, cose, certificate: certificate === 'honest' ? file.certificate : selfMade };
  const json = encodeReceiptJson(forged);
  return { qr: utf8Bytes(encodeQrText(cose)), json, pdf: signAgain(json, id, fresh.sign) };
}

/** The A4 with another receipt JSON inside, its slot filled with a fresh signature over the new bytes. */
function signAgain(json: Uint8Array, id: Uint8Array, sign: (message: Uint8Array) => Uint8Array): Uint8Array {
  const honest = embeddedReceiptJson(a().pdf);
  if (!honest) throw new Error('no receipt JSON inside');
  const at = Buffer.from(a().pdf).indexOf(honest);
  const pdf = new Uint8Array(Buffer.concat([a().pdf.subarray(0, at), json, a().pdf.subarray(at + honest.length)]));
  const slot = findSlot(pdf);
  if (!slot) throw new Error('no slot');
  return fillSlot(pdf, slot, encodeSign1('pdf', pdfStatement(pdf, slot, nodeCrypto), id, sign, true));
}

describe('a receipt signed again with a fresh key', () => {
  it.each(forms)('%s: nobody trusts the key, whatever certificate comes with it', (form) => {
    for (const certificate of ['honest', 'self-made'] as const) {
      const forged = forge('own', certificate)[form];
      for (const trust of [byKey(), byRoot(), trustOf(keyFile(placeA, 'trust.pem'))])
        expect(codes(check(form, forged, trust))).toEqual(['no-trusted-key']);
    }
  });

  it.each(forms)('%s: under the honest key’s name the signature does not hold', (form) => {
    for (const certificate of ['honest', 'self-made'] as const)
      expect(codes(check(form, forge('honest', certificate)[form], byKey()))).toEqual(['signature']);
  });
});

describe('a receipt of another kiosk of the same desk', () => {
  it.each(['json', 'pdf'] as const)('%s: valid under the desk root’s public key alone', (form) => {
    for (const receipt of [a(), b()]) {
      const { problems, content } = check(form, bytesOf(form, receipt), byRoot());
      expect(problems).toEqual([]);
      expect(content?.kiosk).toBe(receipt === a() ? 'demo-1' : 'demo-2');
    }
  });

  it('QR text: needs the kiosk’s certificate, which trust.pem has', () => {
    expect(codes(check('qr', bytesOf('qr', b()), byRoot()))).toEqual(['no-trusted-key']);
    expect(codes(check('qr', bytesOf('qr', b()), trustOf(keyFile(placeA, 'trust.pem'))))).toEqual(['no-trusted-key']);
    const both = trustOf(keyFile(placeA, 'trust.pem') + keyFile(placeB, 'trust.pem'));
    for (const receipt of [a(), b()]) expect(codes(check('qr', bytesOf('qr', receipt), both))).toEqual([]);
  });

  it.each(forms)('%s: not under the other kiosk’s receipt key', (form) => {
    expect(codes(check(form, bytesOf(form, b()), byKey()))).toEqual(['no-trusted-key']);
    expect(codes(check(form, bytesOf(form, a()), trustOf(keyFile(placeB, 'receipt.pub'))))).toEqual(['no-trusted-key']);
  });

  it('with the other kiosk’s certificate in place of its own', () => {
    const [own, other] = [decodeReceiptJson(a().json), decodeReceiptJson(b().json)];
    if (typeof own === 'string' || typeof other === 'string') throw new Error('unreadable');
    const swapped = encodeReceiptJson({ ...own, certificate: other.certificate });
    expect(codes(check('json', swapped, byKey()))).toContain('certificate');
    expect(codes(check('json', swapped, byRoot()))).toEqual(['no-trusted-key']);
  });
});

describe('the command says it with its exit code', () => {
  const write = (name: string, content: string | Uint8Array): string => {
    const path = join(placeA.root, name);
    writeFileSync(path, content);
    return path;
  };
  const verify = async (receipt: string, trust: string, exit: 0 | 1): Promise<string[]> => {
    const key = write('trusted.pem', trust);
    const run = await runLine(placeA, commandLine(['verify', receipt, '--public-key', key, '--json']));
    const answer = answerOf(answers.verify, run, exit);
    expect(answer.valid).toBe(exit === 0);
    return codes({ problems: answer.problems as Verification['problems'] });
  };

  it('1 and the problem’s code when it does not hold', async () => {
    const key = keyFile(placeA, 'receipt.pub');
    const flip = (bytes: Uint8Array): Uint8Array => bytes.with(bytes.length >> 1, (bytes[bytes.length >> 1] ?? 0) ^ 1);
    expect(await verify(utf8Text(flip(utf8Bytes(a().qr))), key, 1)).not.toEqual([]);
    expect(await verify(write('flipped.json', flip(a().json)), key, 1)).not.toEqual([]);
    expect(await verify(write('flipped.pdf', flip(a().pdf)), key, 1)).toEqual(['pdf-signature']);
    expect(await verify(write('grown.pdf', Buffer.concat([a().pdf, Buffer.from('\n')])), key, 1)).toEqual([
      'pdf-signature',
    ]);
    expect(await verify(write('forged.pdf', forge('own', 'self-made').pdf), key, 1)).toEqual(['no-trusted-key']);
    expect(await verify(write('empty', ''), key, 1)).toEqual(['unreadable']);
    expect(await verify(join(placeA.root, 'specimen-1.jpg'), key, 1)).toEqual(['unreadable']);
  });

  it('0 for the other kiosk under the root, and with both certificates', async () => {
    expect(await verify(write('b.json', b().json), rootPem(), 0)).toEqual([]);
    expect(await verify(write('b.pdf', b().pdf), rootPem(), 0)).toEqual([]);
    expect(await verify(b().qr, rootPem(), 1)).toEqual(['no-trusted-key']);
    expect(await verify(b().qr, keyFile(placeA, 'trust.pem') + keyFile(placeB, 'trust.pem'), 0)).toEqual([]);
    // Saved by an editor, the text of a QR code ends with a line feed.
    expect(await verify(write('qr.txt', `${a().qr}\n`), keyFile(placeA, 'receipt.pub'), 0)).toEqual([]);
  });
});
