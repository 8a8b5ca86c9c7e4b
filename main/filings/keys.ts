import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { equalBytes, toBase64Url } from '../../shared/bytes.ts';
import type { Crypto, SignEd25519 } from '../../shared/crypto.ts';
import { encodeCertificate, isSignedBy, readCertificate } from '../../shared/receipt/certificate.ts';
import { spkiOfRaw } from '../../shared/receipt/keys.ts';
import { certificatePem, parseTrust, publicKeyPem } from '../../shared/receipt/trust.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { signerFromPem } from '../node-crypto.ts';
import { type Clock, secondsNow } from './clock.ts';
import { type DataFault, dataFault, onData } from './data-fault.ts';
import { writeDurably } from './durable.ts';

/** Who a kiosk is, from its bundle. `demo`: the first start makes the desk root here, and every receipt says so. */
export interface KioskIdentity {
  readonly desk: string;
  readonly kiosk: string;
  readonly demo: boolean;
}

/** One Ed25519 key of the kiosk: the private half never leaves this object. */
export interface SigningKey {
  /** 32 raw bytes. */
  readonly publicKey: Uint8Array;
  readonly sign: SignEd25519;
}

/** The kiosk's separate keys (DESIGN section 4): what signs one thing signs nothing else. */
export interface Keys {
  readonly receipt: SigningKey;
  readonly log: SigningKey;
  readonly request: SigningKey;
  /** Certificate bytes that hold now: the desk root's word for the three keys above. */
  readonly certificate: Uint8Array;
  /** Text of DATA/keys/trust.pem: the desk root and every certificate this kiosk has had. */
  readonly trust: string;
}

export type KeysFault = DataFault | Fault<'not-certified'>;

/** A certificate of the demonstration holds this long; a real one is the desk's own decision. */
const demoCertificateSeconds = 10 * 366 * 24 * 3600;
/** A demonstration’s clock may be set back: what is filed then must still verify. */
const demoEarlierSeconds = 366 * 24 * 3600;

interface KeysInput {
  /** DATA/keys, which exists. */
  readonly folder: string;
  readonly identity: KioskIdentity;
  readonly clock: Clock;
  readonly crypto: Crypto;
  /** False once anything was recorded: a missing key is then damage, never a reason to make another. */
  readonly mayCreate: boolean;
}

/** Opens the kiosk's keys, makes them on first use; all are on the disk before the first filing. */
export function openKeys(input: KeysInput): Result<Keys, KeysFault> {
  return onData((): Result<Keys, KeysFault> => {
    const { folder, identity } = input;
    const receipt = openKey(folder, 'receipt', input.mayCreate);
    const log = openKey(folder, 'log', input.mayCreate);
    const request = openKey(folder, 'request', input.mayCreate);
    if (!receipt || !log || !request) return fail(dataFault('data-damaged', 'a signing key is missing or unreadable'));
    const publicFile = join(folder, 'receipt.pub');
    const publicText = publicKeyPem(spkiOfRaw(receipt.publicKey));
    if (!existsSync(publicFile) || readFileSync(publicFile, 'utf8') !== publicText)
      writeDurably(publicFile, publicText);

    const own = { receipt, log, request };
    const certified = findCertificate(input, own) ?? (identity.demo ? certifyDemo(input, own) : null);
    if (!identity.demo) writeRequest(folder, identity, own);
    if (certified) return ok({ ...own, ...certified });
    return fail(notCertified);
  });
}

/**
 * What `kiosk-config keygen --certify` reads: the public keys, who asks, and the certificates it has had, so that the next
 * trust.pem still verifies what was made under them.
 */
function writeRequest(folder: string, { desk, kiosk }: KioskIdentity, { receipt, log, request }: OwnKeys): void {
  const [receiptKey, logKey, requestKey] = [receipt, log, request].map(({ publicKey }) => toBase64Url(publicKey));
  const trust = existsSync(trustFile(folder)) ? parseTrust(readFileSync(trustFile(folder), 'utf8')) : null;
  const earlier = (trust?.certificates ?? []).map(toBase64Url);
  const text = `${JSON.stringify({ v: 1, desk, kiosk, receiptKey, logKey, requestKey, earlier })}\n`;
  const path = join(folder, 'request.json');
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeDurably(path, text);
}

/** False once the certificate is over: a receipt signed then would not verify, so none is (promise 4). */
export function isCertified({ keys, clock }: { readonly keys: Keys; readonly clock: Clock }): boolean {
  const certificate = readCertificate(keys.certificate);
  const now = secondsNow(clock);
  return certificate !== null && certificate.notBefore <= now && now <= certificate.notAfter;
}

export const notCertified: Fault<'not-certified'> = {
  code: 'not-certified',
  message:
    'No desk root has certified this kiosk’s keys: keys/trust.pem is missing, out of date or of another kiosk. Certify keys/request.json with kiosk-config keygen --certify, and put its trust.pem beside it.',
};

type OwnKeys = Pick<Keys, 'receipt' | 'log' | 'request'>;
type Certified = Pick<Keys, 'certificate' | 'trust'>;

const trustFile = (folder: string): string => join(folder, 'trust.pem');

/** The certificate of trust.pem that a root beside it signed, that names this kiosk and its keys, and holds now. */
function findCertificate({ folder, identity, clock, crypto }: KeysInput, own: OwnKeys): Certified | null {
  if (!existsSync(trustFile(folder))) return null;
  const text = readFileSync(trustFile(folder), 'utf8');
  const trust = parseTrust(text);
  const now = secondsNow(clock);
  const certificate = trust?.certificates.findLast((bytes) => {
    const says = readCertificate(bytes);
    return (
      says !== null &&
      trust.keys.some((root) => isSignedBy(bytes, root, crypto)) &&
      says.kiosk === identity.kiosk &&
      says.desk === identity.desk &&
      says.demo === identity.demo &&
      equalBytes(says.receiptKey, own.receipt.publicKey) &&
      equalBytes(says.logKey, own.log.publicKey) &&
      equalBytes(says.requestKey, own.request.publicKey) &&
      says.notBefore <= now &&
      now <= says.notAfter
    );
  });
  return certificate ? { certificate, trust: text } : null;
}

/** Demonstration only: makes the desk root at the first start, and certifies; earlier certificates stay, for old receipts. */
function certifyDemo({ folder, identity, clock, crypto, mayCreate }: KeysInput, own: OwnKeys): Certified | null {
  const root = openKey(folder, 'root', mayCreate);
  if (!root) return null;
  const now = secondsNow(clock);
  const certificate = encodeCertificate(
    {
      ...identity,
      receiptKey: own.receipt.publicKey,
      logKey: own.log.publicKey,
      requestKey: own.request.publicKey,
      notBefore: now - demoEarlierSeconds,
      notAfter: now + demoCertificateSeconds,
    },
    root.publicKey,
    root.sign,
    crypto,
  );
  const before = existsSync(trustFile(folder))
    ? readFileSync(trustFile(folder), 'utf8')
    : publicKeyPem(spkiOfRaw(root.publicKey));
  const trust = before + certificatePem(certificate);
  writeDurably(trustFile(folder), trust);
  return { certificate, trust };
}

/** PKCS8 PEM, 0600; null when there is none and none may be made, or when it is no Ed25519 key. */
function openKey(folder: string, name: string, mayCreate: boolean): SigningKey | null {
  const path = join(folder, `${name}.key`);
  if (!existsSync(path)) {
    if (!mayCreate) return null;
    const { privateKey } = generateKeyPairSync('ed25519');
    writeDurably(path, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  }
  return signerFromPem(readFileSync(path, 'utf8'));
}
