import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../../main/node-crypto.ts';
import { utf8Text } from '../../../../shared/bytes.ts';
import { canonicalBytes } from '../../../../shared/canonical-json.ts';
import { readCertificate } from '../../../../shared/receipt/certificate.ts';
import { decodeContent, encodeContent } from '../../../../shared/receipt/content.ts';
import { encodeSign1 } from '../../../../shared/receipt/cose.ts';
import { keyId, spkiOfRaw } from '../../../../shared/receipt/keys.ts';
import { qrPrefix } from '../../../../shared/receipt/qr-text.ts';
import { encodeReceiptJson } from '../../../../shared/receipt/receipt-json.ts';
import { certificatePem, parseTrust, publicKeyPem, type Trust } from '../../../../shared/receipt/trust.ts';
import { verifyQrText, verifyReceiptJson } from '../../../../shared/receipt/verify.ts';
import { keyOfSeed, makeReceipt, receiptKey, root } from './make-receipt.ts';

const trustOf = (pem: string): Trust => {
  const trust = parseTrust(pem);
  if (!trust) throw new Error('no trust');
  return trust;
};
const receipt = makeReceipt();
const byKey = trustOf(publicKeyPem(spkiOfRaw(receiptKey.publicKey)));
const byRoot = trustOf(publicKeyPem(spkiOfRaw(root.publicKey)));
const byTrustFile = trustOf(publicKeyPem(spkiOfRaw(root.publicKey)) + certificatePem(receipt.file.certificate));

const codes = ({ problems }: { problems: readonly { code: string }[] }): string[] => problems.map(({ code }) => code);

describe('a receipt that nobody touched', () => {
  it('holds under the receipt key alone, and under the desk root', () => {
    expect(codes(verifyQrText(receipt.qr, byKey, nodeCrypto))).toEqual([]);
    expect(codes(verifyQrText(receipt.qr, byTrustFile, nodeCrypto))).toEqual([]);
    expect(codes(verifyReceiptJson(receipt.json, byKey, nodeCrypto))).toEqual([]);
    expect(codes(verifyReceiptJson(receipt.json, byRoot, nodeCrypto))).toEqual([]);
  });

  it('needs the certificate in the trusted file when only its QR text is there', () => {
    expect(codes(verifyQrText(receipt.qr, byRoot, nodeCrypto))).toEqual(['no-trusted-key']);
  });

  it('names documents and pages', () => {
    const { content, manifest } = verifyReceiptJson(receipt.json, byRoot, nodeCrypto);
    expect(content).toMatchObject({ number: 'K7P2-9QXM-4', pageCount: 3, documentCount: 2 });
    expect(manifest?.documents.map(({ code }) => code)).toEqual(['avertissement', 'preuves']);
    expect(receipt.qr.startsWith(qrPrefix)).toBe(true);
    expect(qrPrefix.length).toBeLessThanOrEqual(40);
  });
});

describe('one byte of a receipt is changed', () => {
  it('anywhere in the QR text, in any of three ways', () => {
    const text = Buffer.from(receipt.qr);
    const survivors: string[] = [];
    for (let at = 0; at < text.length; at++) {
      for (const bit of [1, 2, 32]) {
        const changed = Buffer.from(text);
        changed[at] = (changed[at] ?? 0) ^ bit;
        if (verifyQrText(utf8Text(changed), byKey, nodeCrypto).problems.length === 0) survivors.push(`${at}^${bit}`);
      }
    }
    expect(survivors).toEqual([]);
  });

  it('anywhere in the JSON, whichever key is trusted', () => {
    const survivors: string[] = [];
    for (const [name, trust] of [
      ['receipt key', byKey],
      ['desk root', byRoot],
    ] as const) {
      for (let at = 0; at < receipt.json.length; at++) {
        for (const bit of [1, 32]) {
          const changed = Uint8Array.from(receipt.json);
          changed[at] = (changed[at] ?? 0) ^ bit;
          if (verifyReceiptJson(changed, trust, nodeCrypto).problems.length === 0)
            survivors.push(`${name} ${at}^${bit}`);
        }
      }
    }
    expect(survivors).toEqual([]);
  });

  it('a byte is added or cut at either end', () => {
    for (const json of [
      Buffer.concat([receipt.json, Buffer.from('\n')]),
      Buffer.concat([Buffer.from(' '), receipt.json]),
      receipt.json.slice(0, -1),
    ]) {
      expect(verifyReceiptJson(json, byKey, nodeCrypto).problems).not.toEqual([]);
    }
    for (const qr of [
      `${receipt.qr}A`,
      receipt.qr.slice(0, -1),
      receipt.qr.toLowerCase(),
      `${qrPrefix}${receipt.qr}`,
    ]) {
      expect(verifyQrText(qr, byKey, nodeCrypto).problems).not.toEqual([]);
    }
    expect(verifyQrText(receipt.qr.slice(qrPrefix.length), byKey, nodeCrypto).problems).toEqual([]);
  });
});

describe('a receipt is forged', () => {
  it('re-signed with a fresh key: nobody trusts it', () => {
    const forged = makeReceipt({}, keyOfSeed(9));
    expect(codes(verifyQrText(forged.qr, byKey, nodeCrypto))).toEqual(['no-trusted-key']);
    expect(codes(verifyReceiptJson(forged.json, byKey, nodeCrypto))).toEqual(['no-trusted-key']);
  });

  it('re-signed with a fresh key under the honest key id', () => {
    const fresh = keyOfSeed(9);
    const cose = encodeSign1(
      'receipt',
      encodeContent(receipt.content),
      keyId(receiptKey.publicKey, nodeCrypto),
      fresh.sign,
    );
    expect(codes(verifyReceiptJson(encodeReceiptJson({ ...receipt.file, cose }), byRoot, nodeCrypto))).toEqual([
      'signature',
    ]);
  });

  it('with a certificate that the fresh key made for itself', () => {
    const fresh = keyOfSeed(9);
    const forged = makeReceipt({}, fresh);
    const payload = readCertificate(forged.file.certificate);
    expect(payload?.receiptKey).toEqual(fresh.publicKey);
    const selfMade = encodeSign1('certificate', new Uint8Array([0]), keyId(root.publicKey, nodeCrypto), fresh.sign);
    const json = encodeReceiptJson({ ...forged.file, certificate: selfMade });
    expect(codes(verifyReceiptJson(json, byRoot, nodeCrypto))).toEqual(['no-trusted-key']);
  });

  it('a certificate’s or PDF’s signature is not taken for a receipt’s', () => {
    for (const use of ['certificate', 'pdf'] as const) {
      const cose = encodeSign1(
        use,
        encodeContent(receipt.content),
        keyId(receiptKey.publicKey, nodeCrypto),
        receiptKey.sign,
      );
      expect(codes(verifyReceiptJson(encodeReceiptJson({ ...receipt.file, cose }), byKey, nodeCrypto))).toEqual([
        'signature',
      ]);
    }
  });

  it.each([
    ['the page count', { pageCount: 66 }],
    ['the date', { preparedAt: 1_795_000_000, issuedAt: 1_795_000_000 }],
    ['the number', { number: 'K7P2-9QXM-5' }],
    ['the depositor', { depositor: null }],
    ['the documents', { documents: null }],
    ['the rank', { ledgerIndex: 1 }],
  ])('signed by the honest key but disagreeing with its manifest or ledger in %s', (_, change) => {
    const forged = makeReceipt(change);
    const whole = encodeReceiptJson({ ...forged.file, ledgerProof: receipt.file.ledgerProof });
    expect(verifyReceiptJson(whole, byKey, nodeCrypto).problems).not.toEqual([]);
  });

  it('outside the certificate’s dates', () => {
    const late = receipt.content.preparedAt + 400 * 86_400;
    expect(codes(verifyReceiptJson(makeReceipt({ issuedAt: late }).json, byRoot, nodeCrypto))).toContain('certificate');
  });

  it('whose content has an unknown key, a default written out, or an odd order', () => {
    expect(decodeContent(encodeContent(receipt.content))).toEqual(receipt.content);
    expect(decodeContent(canonicalBytes({}))).toBeNull();
  });
});
