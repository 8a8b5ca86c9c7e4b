import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { z } from 'zod';
import { fromBase64Url, toHex } from '../../shared/bytes.ts';
import { encodeCertificate } from '../../shared/receipt/certificate.ts';
import { keyId, rawOfSpki, spkiOfRaw } from '../../shared/receipt/keys.ts';
import { certificatePem, publicKeyPem } from '../../shared/receipt/trust.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
};

const key = z.string().transform((text, context) => {
  const bytes = /^[A-Za-z0-9_-]{43}$/.test(text) ? fromBase64Url(text) : null;
  if (bytes?.length === 32) return bytes;
  context.addIssue({ code: 'custom', message: 'must be 32 bytes in base64url' });
  return z.NEVER;
});
/** What a kiosk writes to DATA/keys/request.json: the public keys it asks a certificate for. */
const requestSchema = z.strictObject({
  v: z.literal(1),
  desk: z.string().min(1),
  kiosk: z.string().min(1),
  receiptKey: key,
  logKey: key,
  requestKey: key,
  /** Certificates it has had, base64url. */
  earlier: z
    .array(z.string().regex(/^[A-Za-z0-9_-]+$/))
    .max(50)
    .default([]),
});

const usage = `kiosk-config keygen --desk ID --out DIR
    makes the desk's root key (keep root.key offline) and its packet key
kiosk-config keygen --certify REQUEST.json --root root.key --out DIR [--years N]
    certifies the keys that a kiosk wrote to DATA/keys/request.json; copy certificate.pem and trust.pem back there`;

/** Makes a desk's keys, or certifies a kiosk's. Answers the exit code: 0, or 2 with the error on stderr and nothing written. */
export async function keygen(args: readonly string[]): Promise<number> {
  const made = await run(args);
  if (!made.ok) {
    process.stderr.write(`${JSON.stringify({ error: made.fault })}\n`);
    return 2;
  }
  process.stdout.write(`${JSON.stringify(made.value)}\n`);
  return 0;
}

async function run(args: readonly string[]): Promise<Result<object, Fault>> {
  const text = { type: 'string' } as const;
  try {
    const options = {
      desk: text,
      out: text,
      certify: text,
      root: text,
      years: text,
      json: { type: 'boolean' },
    } as const;
    const { values } = parseArgs({ args: [...args], options });
    if (values.out && values.desk && !values.certify) return await makeDesk(values.desk, resolve(values.out));
    if (values.out && values.certify && values.root) {
      return certify(values.certify, values.root, resolve(values.out), Number(values.years ?? 2), new Date());
    }
    return fail({ code: 'bad-usage', message: usage });
  } catch (error) {
    return fail({ code: 'bad-usage', message: error instanceof Error ? error.message : usage });
  }
}

/** `wx`: a key that stands is never overwritten. */
const write = (path: string, content: string, mode: number): void => writeFileSync(path, content, { mode, flag: 'wx' });

async function makeDesk(desk: string, out: string): Promise<Result<object, Fault>> {
  const root = generateKeyPairSync('ed25519');
  const raw = rawOfSpki(new Uint8Array(root.publicKey.export({ format: 'der', type: 'spki' })));
  if (!raw) throw new Error('Ed25519 key expected');
  const identity = await generateIdentity();
  const recipient = await identityToRecipient(identity);
  mkdirSync(out, { recursive: true, mode: 0o700 });
  write(join(out, 'root.key'), root.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), 0o600);
  write(join(out, 'root.pem'), publicKeyPem(spkiOfRaw(raw)), 0o644);
  write(join(out, 'packets.key'), `${identity}\n`, 0o600);
  return ok({ desk, rootKeyId: toHex(keyId(raw, { sha256 })), packetRecipient: recipient, folder: out });
}

function certify(requestFile: string, rootFile: string, out: string, years: number, now: Date): Result<object, Fault> {
  if (!(years > 0 && years <= 10))
    return fail({ code: 'bad-years', message: '--years must be more than 0 and at most 10.' });
  const request = requestSchema.safeParse(JSON.parse(readFileSync(requestFile, 'utf8')));
  if (!request.success) return fail({ code: 'bad-request', message: z.prettifyError(request.error) });
  const root = createPrivateKey(readFileSync(rootFile, 'utf8'));
  const raw = rawOfSpki(new Uint8Array(createPublicKey(root).export({ format: 'der', type: 'spki' })));
  if (!raw) return fail({ code: 'bad-root', message: `${rootFile} is not an Ed25519 private key.` });
  const notBefore = Math.floor(now.getTime() / 1000) - 86_400;
  const notAfter = notBefore + Math.round(years * 365.25 * 86_400);
  const { v: _, earlier, ...names } = request.data;
  const certificate = encodeCertificate(
    { ...names, notBefore, notAfter, demo: false },
    raw,
    (message) => new Uint8Array(sign(null, message, root)),
    { sha256 },
  );
  mkdirSync(out, { recursive: true });
  write(join(out, 'certificate.pem'), certificatePem(certificate), 0o644);
  // What an earlier certificate covered must stay verifiable from QR text alone.
  const all = [...earlier.map(fromBase64Url), certificate].map(certificatePem).join('');
  write(join(out, 'trust.pem'), publicKeyPem(spkiOfRaw(raw)) + all, 0o644);
  const until = new Date(notAfter * 1000).toISOString();
  return ok({ desk: names.desk, kiosk: names.kiosk, notAfter: until, folder: out });
}
