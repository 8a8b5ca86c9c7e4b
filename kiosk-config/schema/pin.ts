import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** scrypt (RFC 7914) as OWASP's password sheet gives it: 128 MB and about half a second a try on a kiosk. */
const cost = { logN: 17, r: 8, p: 1 } as const;
const saltBytes = 16;
const hashBytes = 32;
const form = /^scrypt\$17\$8\$1\$([\w-]{22})\$([\w-]{43})$/;

/** A PIN as a bundle has it: `scrypt$17$8$1$salt$hash`, base64url. The PIN itself is written nowhere. */
export const pinHashSchema = z
  .string()
  .regex(form, 'is no hash of a PIN; write the line that kiosk-config pin printed');

/** Six to ten digits, none of those that are tried first: fewer than four different ones, in a row up or down, or the same again. */
export function isFitPin(pin: string): boolean {
  if (!/^\d{6,10}$/.test(pin) || new Set(pin).size < 4) return false;
  const steps = new Set([...pin].slice(1).map((digit, i) => (Number(digit) - Number(pin[i]) + 10) % 10));
  const half = pin.length / 2;
  const isTwice = pin.slice(0, half) === pin.slice(half) || pin === [...pin].reverse().join('');
  return !isTwice && !(steps.size === 1 && (steps.has(1) || steps.has(9)));
}

export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const hash = await derive(pin, salt);
  return `scrypt$${cost.logN}$${cost.r}$${cost.p}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
}

/** Whether `pin` is the one of `hash`, in a time that tells nothing of how near it is. */
export async function isPin(pin: string, hash: string): Promise<boolean> {
  const [, salt = '', wanted = ''] = form.exec(hash) ?? [];
  const derived = await derive(pin, Buffer.from(salt, 'base64url'));
  const expected = Buffer.from(wanted, 'base64url');
  return expected.length === derived.length && timingSafeEqual(expected, derived);
}

function derive(pin: string, salt: Buffer): Promise<Buffer> {
  const { logN, r, p } = cost;
  const N = 2 ** logN;
  return new Promise((resolve, reject) =>
    scrypt(pin, salt, hashBytes, { N, r, p, maxmem: 2 * 128 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );
}
