import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What these tests share: 2D-Docs signed by a signer of their own (openssl) and drawn by an independent writer (zint). */
export const [gs, rs, us] = ['\u001d', '\u001e', '\u001f'] as const;

const dayMs = 86_400_000;

/** Days since 2000-01-01 as a header has them. */
export const hexDay = (iso: string): string =>
  Math.round((Date.parse(iso) - Date.parse('2000-01-01')) / dayMs)
    .toString(16)
    .toUpperCase()
    .padStart(4, '0');

export const today = new Date().toISOString().slice(0, 10);
export const daysAgo = (days: number): string => new Date(Date.now() - days * dayMs).toISOString().slice(0, 10);

export interface TestSigner {
  /** DER in base64, as a bundle holds it. */
  readonly certificate: string;
  /** The text of a whole code: what is signed, US, base32 of r ‖ s. */
  sign(signed: string): string;
  remove(): void;
}

const widths = { 'P-256': 32, 'P-384': 48, 'P-521': 66 } as const;
const hashes = { 'P-256': 'sha256', 'P-384': 'sha384', 'P-521': 'sha512' } as const;

/** A key and its certificate by openssl, valid from today. */
export function makeSigner(curve: keyof typeof widths = 'P-256', name = 'FOURNISSEUR INVENTE'): TestSigner {
  const folder = mkdtempSync(join(tmpdir(), 'signer-'));
  const [key, cert, message] = ['key.pem', 'cert.der', 'message'].map((file) => join(folder, file)) as [
    string,
    string,
    string,
  ];
  openssl('ecparam', '-name', curve, '-genkey', '-noout', '-out', key);
  const subject = `/C=FR/O=${name}/CN=TS01`;
  openssl('req', '-x509', '-new', '-key', key, '-days', '30', '-subj', subject, '-outform', 'DER', '-out', cert);
  return {
    certificate: readFileSync(cert).toString('base64'),
    sign: (signed) => {
      writeFileSync(message, signed, 'latin1');
      const der = openssl('dgst', `-${hashes[curve]}`, '-sign', key, message);
      return `${signed}${us}${base32(plainSignature(der, widths[curve]))}`;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const openssl = (...args: string[]): Buffer => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'ignore'] });

/** ECDSA-Sig-Value (RFC 3279, 2.2.3) to r ‖ s. */
function plainSignature(der: Buffer, width: number): Buffer {
  let at = der[1] === 0x81 ? 3 : 2;
  const number = (): Buffer => {
    const length = der[at + 1] ?? 0;
    const value = der.subarray(at + 2, at + 2 + length);
    at += 2 + length;
    const bare = value[0] === 0 ? value.subarray(1) : value;
    return Buffer.concat([Buffer.alloc(width - bare.length), bare]);
  };
  return Buffer.concat([number(), number()]);
}

/** RFC 4648, without padding: written here so that no code is shared with what reads it. */
function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return (bits.match(/.{1,5}/g) ?? []).map((five) => letters[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

export interface DocFacts {
  readonly issuedOn: string;
  readonly signedOn?: string;
  readonly type?: string;
  readonly authority?: string;
  readonly certificate?: string;
}

/** Header of version 4 and the fields of a bill, unsigned; its holder and address are invented. */
export const billText = ({
  issuedOn,
  signedOn = today,
  type = '01',
  authority = 'TEST',
  certificate = 'TS01',
}: DocFacts) =>
  `DC04${authority}${certificate}${hexDay(issuedOn)}${hexDay(signedOn)}${type}01FR` +
  `26FR2499000` +
  `10MME/SPECIMEN/AMINATA${gs}2212 RUE DES EXEMPLES${gs}25SPECIMEN SUR ORB${gs}18F2026 11 0042${gs}`;

/** The Data Matrix of these bytes as a PNG, `scale` pixels a module, by zint. */
export function drawDataMatrix(text: string, scale = 4): Buffer {
  return drawBarcode(71, text, [`--scale=${scale / 2}`]);
}

/** Any barcode by zint: its number and options. */
export function drawBarcode(barcode: number, text: string, options: readonly string[] = []): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'zint-'));
  try {
    const [input, output] = [join(folder, 'data'), join(folder, 'code.png')];
    writeFileSync(input, text, 'latin1');
    execFileSync('zint', [`--barcode=${barcode}`, '--binary', `--input=${input}`, `--output=${output}`, ...options]);
    return readFileSync(output);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
