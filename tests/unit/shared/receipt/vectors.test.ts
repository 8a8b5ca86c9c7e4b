import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { nodeCrypto } from '../../../../main/node-crypto.ts';
import { fromHex, toHex, utf8Bytes, utf8Text } from '../../../../shared/bytes.ts';
import { encodeContent, encodeFact } from '../../../../shared/receipt/content.ts';
import { keyId, rawOfSpki } from '../../../../shared/receipt/keys.ts';
import { verifyQrText, verifyReceiptJson } from '../../../../shared/receipt/verify.ts';
import { makeReceipt } from './make-receipt.ts';

const path = new URL('../../../data/vectors/receipt-r1.json', import.meta.url);
const vectors = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
const vector = (name: string): string => vectors[name] ?? '';

it('format R1 is frozen: today’s code writes the vectors of docs/format.md byte for byte', () => {
  const { file, json, qr, content } = makeReceipt();
  expect(toHex(file.certificate)).toBe(vector('certificate'));
  expect(toHex(content.manifestHash)).toBe(vector('manifestHash'));
  expect(toHex(encodeContent(content))).toBe(vector('payload'));
  expect(toHex(encodeFact(content))).toBe(vector('fact'));
  expect(toHex(file.cose)).toBe(vector('cose'));
  expect(qr).toBe(vector('qr'));
  expect(utf8Text(json)).toBe(vector('json'));
});

it('an old receipt stays verifiable: the vectors hold under their keys', () => {
  const receiptKey = rawOfSpki(fromHex(vector('receiptSpki')));
  const root = rawOfSpki(fromHex(vector('rootSpki')));
  if (!receiptKey || !root) throw new Error('bad vectors');
  expect(toHex(keyId(receiptKey, nodeCrypto))).toBe(vector('receiptKeyId'));
  expect(verifyQrText(vector('qr'), { keys: [receiptKey], certificates: [] }, nodeCrypto).problems).toEqual([]);
  expect(verifyReceiptJson(utf8Bytes(vector('json')), { keys: [root], certificates: [] }, nodeCrypto).problems).toEqual(
    [],
  );
});
