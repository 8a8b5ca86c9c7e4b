import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { twoDDocSchema } from '../../../kiosk-config/schema/two-d-doc.ts';

const folder = mkdtempSync(join(tmpdir(), 'signers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A certificate by openssl, as PEM. */
function certificate(...key: string[]): string {
  const [keyFile, file] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const run = (...args: string[]) => execFileSync('openssl', args, { stdio: 'ignore' });
  run('genpkey', ...key, '-out', keyFile);
  run('req', '-x509', '-new', '-key', keyFile, '-days', '3', '-subj', '/CN=TS01', '-out', file);
  return readFileSync(file, 'utf8');
}
const curve = (name: string) => ['-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${name}`];
const read = (certificate: string, ca = 'FR03', id = 'AV01') =>
  twoDDocSchema.safeParse({ certificates: [{ ca, id, certificate }] });

it('a signer is given by its certificate, PEM or DER in base64, and kept as DER', () => {
  const pem = certificate(...curve('P-256'));
  const der = pem.replaceAll(/-----[A-Z ]+-----|\s/g, '');
  for (const given of [pem, der]) expect(read(given).data?.certificates[0]?.certificate).toBe(der);
  expect(read(certificate(...curve('P-521'))).success).toBe(true);
});

it('a key of another kind, a cut certificate, or names that no header can have are refused', () => {
  const pem = certificate(...curve('P-256'));
  expect(read(certificate('-algorithm', 'RSA')).success).toBe(false);
  expect(read(certificate(...curve('secp256k1'))).success).toBe(false);
  expect(read(pem.slice(0, 200)).success).toBe(false);
  expect(read('').success).toBe(false);
  expect(read(pem, 'fr03').success).toBe(false);
  expect(read(pem, 'FR03', 'AV0').success).toBe(false);
});
