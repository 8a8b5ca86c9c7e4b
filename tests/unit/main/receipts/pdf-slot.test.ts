import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { concatBytes, utf8Bytes, utf8Text } from '../../../../shared/bytes.ts';
import type { Crypto } from '../../../../shared/crypto.ts';
import { decodeSign1, encodeSign1, verifySign1 } from '../../../../shared/receipt/cose.ts';
import { rawOfSpki, spkiOfRaw } from '../../../../shared/receipt/keys.ts';
import {
  embeddedReceiptJson,
  emptySlot,
  fillSlot,
  findSlot,
  pdfStatement,
  readSlot,
} from '../../../../shared/receipt/pdf-slot.ts';

const crypto: Crypto = {
  sha256: (...parts) =>
    new Uint8Array(
      createHash('sha256')
        .update(concatBytes(...parts))
        .digest(),
    ),
  verifyEd25519: (key, message, signature) =>
    verify(null, message, { key: Buffer.from(spkiOfRaw(key)), format: 'der', type: 'spki' }, signature),
};
const pair = generateKeyPairSync('ed25519');
const publicKey = rawOfSpki(new Uint8Array(pair.publicKey.export({ type: 'spki', format: 'der' }))) ?? new Uint8Array();
const detached = (payload: Uint8Array): Uint8Array =>
  encodeSign1(
    'pdf',
    payload,
    new Uint8Array(8),
    (message) => new Uint8Array(sign(null, message, pair.privateKey)),
    true,
  );

const json = '{"certificate":"abc","v":1}';
const unsigned = utf8Bytes(`%PDF-1.7\nstream\n${json}\nendstream\n<< ${emptySlot} >>\n%%EOF\n`);

function signed(): Uint8Array {
  const slot = findSlot(unsigned);
  if (!slot) throw new Error('no slot');
  return fillSlot(unsigned, slot, detached(pdfStatement(unsigned, slot, crypto)));
}

function isValid(pdf: Uint8Array): boolean {
  const slot = findSlot(pdf);
  const cose = slot && readSlot(pdf, slot)?.cose;
  const sign1 = cose ? decodeSign1(cose) : null;
  return (
    slot !== null && sign1 !== null && verifySign1(sign1, 'pdf', publicKey, crypto, pdfStatement(pdf, slot, crypto))
  );
}

describe('signature slot of the A4', () => {
  it('covers every byte of the file: one flipped bit anywhere makes it invalid', () => {
    const pdf = signed();
    expect(isValid(pdf)).toBe(true);
    for (let at = 0; at < pdf.length; at++) {
      const changed = pdf.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(isValid(changed), `byte ${at}`).toBe(false);
    }
  });

  it('refuses a byte added at either end', () => {
    expect(isValid(concatBytes(signed(), utf8Bytes('\n')))).toBe(false);
    expect(isValid(concatBytes(utf8Bytes('\n'), signed()))).toBe(false);
  });

  it('refuses an empty slot, a second slot, upper-case digits, a short slot, data hidden in the padding', () => {
    const text = utf8Text(signed());
    const slot = findSlot(unsigned);
    expect(slot && readSlot(unsigned, slot)).toBeNull();
    expect(findSlot(utf8Bytes(`${text}${emptySlot}`))).toBeNull();
    expect(findSlot(utf8Bytes(text.replace('d284', 'D284')))).toBeNull();
    expect(findSlot(utf8Bytes(text.replace('000>', '00>')))).toBeNull();
    expect(findSlot(utf8Bytes('no slot at all'))).toBeNull();
    expect(isValid(utf8Bytes(text.replace('000>', '001>')))).toBe(false);
  });

  it('refuses a signature that carries its own payload', () => {
    const slot = findSlot(unsigned);
    if (!slot) throw new Error('no slot');
    const attached = encodeSign1('pdf', utf8Bytes('x'), new Uint8Array(8), () => new Uint8Array(64));
    expect(readSlot(fillSlot(unsigned, slot, attached), slot)).toBeNull();
  });

  it('cannot be filled with more than it holds', () => {
    const slot = findSlot(unsigned);
    if (!slot) throw new Error('no slot');
    expect(() => fillSlot(unsigned, slot, new Uint8Array(513))).toThrow();
  });
});

describe('receipt JSON inside the A4', () => {
  it('is found verbatim when it stands in exactly one place', () => {
    expect(utf8Text(embeddedReceiptJson(signed()) ?? new Uint8Array())).toBe(json);
    expect(embeddedReceiptJson(concatBytes(signed(), utf8Bytes(`stream\n${json}\nendstream`)))).toBeNull();
    expect(embeddedReceiptJson(utf8Bytes('stream\n{"certificate":"cut'))).toBeNull();
    expect(embeddedReceiptJson(utf8Bytes(`stream\n${json}\nsomething else`))).toBeNull();
  });
});
