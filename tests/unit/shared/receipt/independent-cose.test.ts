import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toHex } from '../../../../shared/bytes.ts';
import { spkiOfRaw } from '../../../../shared/receipt/keys.ts';
import { qrPrefix } from '../../../../shared/receipt/qr-text.ts';
import { publicKeyPem } from '../../../../shared/receipt/trust.ts';
import { buildGo } from '../../../independent/go.ts';
import { keyOfSeed, makeReceipt, receiptKey } from './make-receipt.ts';

const folder = mkdtempSync(join(tmpdir(), 'recepisse-cose-'));
let binary = '';
beforeAll(() => {
  binary = buildGo('cose');
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true }));

function check(qr: string, publicKey: Uint8Array): Record<string, unknown> {
  const pem = join(folder, 'key.pem');
  writeFileSync(pem, publicKeyPem(spkiOfRaw(publicKey)));
  return JSON.parse(execFileSync(binary, [pem], { input: qr, encoding: 'utf8' })) as Record<string, unknown>;
}

describe('a verifier that shares no library with the signer', () => {
  const { qr, content } = makeReceipt();

  it('reads the QR text and finds the signature good', () => {
    expect(check(qr, receiptKey.publicKey)).toEqual({
      valid: true,
      number: content.number,
      kiosk: content.kiosk,
      preparedAt: content.preparedAt,
      documents: 2,
      pages: 3,
      manifestHash: toHex(content.manifestHash),
      ledgerIndex: 0,
    });
  });

  it('finds it bad under another key, and after a change of the signature', () => {
    expect(check(qr, keyOfSeed(9).publicKey).valid).toBe(false);
    const last = qr.at(-3) === 'A' ? 'B' : 'A';
    expect(check(qr.slice(0, -3) + last + qr.slice(-2), receiptKey.publicKey).valid).toBe(false);
    expect(qr.startsWith(qrPrefix)).toBe(true);
  });
});
