import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openCore } from '../../../../main/filings/core.ts';
import { nodeCrypto } from '../../../../main/node-crypto.ts';
import { readCertificate } from '../../../../shared/receipt/certificate.ts';

const work = mkdtempSync(join(tmpdir(), 'recepisse-desk-'));
afterAll(() => rmSync(work, { recursive: true }));
const root = join(import.meta.dirname, '../../../..');

const keygen = (...args: string[]): Record<string, string> =>
  JSON.parse(
    execFileSync(process.execPath, [join(root, 'kiosk-config/cli/kiosk-config.ts'), 'keygen', ...args], {
      encoding: 'utf8',
    }),
  ) as Record<string, string>;

const open = (folder: string, kiosk: string, demo = false) =>
  openCore({
    folder: join(work, folder),
    identity: { desk: 'accueil-1', kiosk, demo },
    clock: () => new Date(),
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    crypto: nodeCrypto,
  });

describe('a kiosk that is no demonstration', () => {
  it('asks for a certificate, gets it from the desk’s offline root, and opens with it', () => {
    const desk = keygen('--desk', 'accueil-1', '--out', join(work, 'desk'));
    expect(desk.packetRecipient).toMatch(/^age1/);

    const first = open('data', 'borne-1');
    expect(first.ok ? 'opened' : first.fault.code).toBe('not-certified');
    const keys = join(work, 'data', 'keys');
    const receiptKey = readFileSync(join(keys, 'receipt.pub'), 'utf8');

    keygen(
      '--certify',
      join(keys, 'request.json'),
      '--root',
      join(work, 'desk/root.key'),
      '--out',
      join(work, 'answer'),
    );
    copyFileSync(join(work, 'answer/trust.pem'), join(keys, 'trust.pem'));
    const second = open('data', 'borne-1');
    if (!second.ok) throw new Error(second.fault.message);
    expect(readCertificate(second.value.keys.certificate)).toMatchObject({
      desk: 'accueil-1',
      kiosk: 'borne-1',
      demo: false,
    });
    expect(readFileSync(join(keys, 'receipt.pub'), 'utf8')).toBe(receiptKey);
    second.value.close();
  });

  it('is not opened by another kiosk’s certificate, nor by a demonstration’s', () => {
    open('other', 'borne-2');
    copyFileSync(join(work, 'data/keys/trust.pem'), join(work, 'other/keys/trust.pem'));
    const other = open('other', 'borne-2');
    expect(other.ok ? 'opened' : other.fault.code).toBe('not-certified');

    const demo = open('demo', 'borne-3', true);
    if (!demo.ok) throw new Error(demo.fault.message);
    demo.value.close();
    const real = open('demo', 'borne-3');
    expect(real.ok ? 'opened' : real.fault.code).toBe('not-certified');
  });
});
