import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { devicesSchema } from '../../../../../kiosk-config/schema/devices.ts';
import { openScanner } from '../../../../../main/devices/scanners/open-scanner.ts';
import { specimenPage } from '../../../../../main/devices/scanners/virtual/specimen-pages.ts';
import { startEsclServer } from '../../../../devices/escl-server.ts';
import { scanAll, tmpfsFolder } from './scanning.ts';

const folder = tmpfsFolder();
const keys = mkdtempSync(join(tmpdir(), 'recepisse-tls-'));
afterAll(() => rmSync(keys, { recursive: true, force: true }));

function selfSigned(name: string): { readonly key: Buffer; readonly cert: Buffer; readonly sha256: string } {
  const [key, cert] = [join(keys, `${name}.key`), join(keys, `${name}.crt`)];
  const how = [
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '2',
    '-subj',
    `/CN=${name}`,
  ];
  execFileSync('openssl', ['req', ...how, '-keyout', key, '-out', cert], { stdio: 'ignore' });
  const bytes = readFileSync(cert);
  const sha256 = new X509Certificate(bytes).fingerprint256.replaceAll(':', '');
  return { key: readFileSync(key), cert: bytes, sha256 };
}

describe('a scanner that signs its own certificate', () => {
  it('is used only when that very certificate is pinned', async () => {
    const [own, other] = [selfSigned('scanner'), selfSigned('other')];
    const sheets = [await specimenPage(1)];
    const server = await startEsclServer(sheets, 0, { key: own.key, cert: own.cert });
    const scan = async (spec: string) => {
      server.load(sheets);
      const opened = openScanner(spec, { tmpRoot: '/nowhere' });
      if (!opened.ok) throw new Error(opened.fault.message);
      const { pages, fault } = await scanAll(opened.value, { pages: 1, folder });
      return [pages.length, fault?.code ?? null, /\[(.*)\]/.exec(fault?.message ?? '')?.[1] ?? ''];
    };
    expect(await scan(`escl:${server.url}#sha256=${own.sha256}`)).toEqual([1, null, '']);
    expect(await scan(`escl:${server.url}`)).toEqual([0, 'disconnected', 'DEPTH_ZERO_SELF_SIGNED_CERT']);
    const asked = server.requests.length;
    expect(await scan(`escl:${server.url}#sha256=${other.sha256}`)).toEqual([
      0,
      'disconnected',
      expect.stringContaining('pinned'),
    ]);
    expect(server.requests.slice(asked).filter((request) => request.startsWith('POST'))).toEqual([]);
    await server.close();
  });

  it('a pin is a whole fingerprint, and only of https', () => {
    const pin = 'ab'.repeat(32);
    expect(devicesSchema.shape.scanner.safeParse(`escl:https://h/eSCL#sha256=${pin}`).success).toBe(true);
    for (const hash of ['#sha256=ab', '#sha1=ab', `#sha256=${pin}00`])
      expect(openScanner(`escl:https://h/eSCL${hash}`, { tmpRoot: '/nowhere' }).ok, hash).toBe(false);
    expect(openScanner(`escl:http://h/eSCL#sha256=${pin}`, { tmpRoot: '/nowhere' }).ok).toBe(false);
  });
});
