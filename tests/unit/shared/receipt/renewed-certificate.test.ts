import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../../main/node-crypto.ts';
import { encodeCertificate } from '../../../../shared/receipt/certificate.ts';
import { encodeContent } from '../../../../shared/receipt/content.ts';
import { encodeSign1 } from '../../../../shared/receipt/cose.ts';
import { keyId } from '../../../../shared/receipt/keys.ts';
import { encodeQrText } from '../../../../shared/receipt/qr-text.ts';
import { verifyQrText, verifyReceiptJson } from '../../../../shared/receipt/verify.ts';
import { logKey, makeReceipt, receiptKey, requestKey, root } from './make-receipt.ts';

const day = 86_400;
const { content, json } = makeReceipt();
const certificate = (notBefore: number, notAfter: number): Uint8Array =>
  encodeCertificate(
    {
      desk: 'accueil-demo',
      kiosk: content.kiosk,
      receiptKey: receiptKey.publicKey,
      logKey: logKey.publicKey,
      requestKey: requestKey.publicKey,
      notBefore,
      notAfter,
      demo: true,
    },
    root.publicKey,
    root.sign,
    nodeCrypto,
  );
const first = certificate(content.preparedAt - day, content.preparedAt + 10 * day);
const second = certificate(content.preparedAt + 9 * day, content.preparedAt + 100 * day);
const trust = (...certificates: Uint8Array[]) => ({ keys: [root.publicKey], certificates });
const qr = (issuedAt: number, preparedAt = content.preparedAt): string =>
  encodeQrText(
    encodeSign1(
      'receipt',
      encodeContent({ ...content, issuedAt, preparedAt }),
      keyId(receiptKey.publicKey, nodeCrypto),
      receiptKey.sign,
    ),
  );
const codes = (text: string, ...certificates: Uint8Array[]): string[] =>
  verifyQrText(text, trust(...certificates), nodeCrypto).problems.map(({ code }) => code);

describe('a kiosk’s certificate is renewed', () => {
  it('receipts of both periods hold, in whatever order the trusted file has them', () => {
    for (const file of [
      [first, second],
      [second, first],
    ]) {
      expect(codes(qr(content.preparedAt), ...file)).toEqual([]);
      expect(codes(qr(content.preparedAt + 50 * day, content.preparedAt + 50 * day), ...file)).toEqual([]);
    }
  });

  it('a later receipt of a filing that is older than the certificate holds', () => {
    expect(codes(qr(content.preparedAt + 50 * day), first, second)).toEqual([]);
  });

  it('a receipt that no certificate covers does not', () => {
    expect(codes(qr(content.preparedAt + 200 * day), first, second)).toEqual(['certificate']);
    expect(codes(qr(content.preparedAt), second)).toEqual(['certificate']);
  });

  it('an old receipt’s file holds by its own certificate when only the new one is in the trusted file', () => {
    expect(verifyReceiptJson(json, trust(second), nodeCrypto).problems).toEqual([]);
  });
});

describe('the kiosk’s clock', () => {
  it('stepped back between preparing and confirming: the receipt holds', () => {
    expect(codes(qr(content.preparedAt - 3600), first)).toEqual([]);
  });

  it('a time that no calendar has is not read, whoever signed it', () => {
    expect(codes(qr(2 ** 52, 2 ** 52), first)).toEqual(['unreadable']);
  });
});
