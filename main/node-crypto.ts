import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { Crypto, SignEd25519 } from '../shared/crypto.ts';
import { rawOfSpki, spkiOfRaw } from '../shared/receipt/keys.ts';

/** The `Crypto` of this process: OpenSSL through node:crypto. */
export const nodeCrypto: Crypto = {
  sha256: (...parts) => {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return new Uint8Array(hash.digest());
  },
  verifyEd25519: (publicKey, message, signature) => {
    if (publicKey.length !== 32 || signature.length !== 64) return false;
    try {
      const key = createPublicKey({ key: Buffer.from(spkiOfRaw(publicKey)), format: 'der', type: 'spki' });
      return verify(null, message, key, signature);
    } catch {
      return false;
    }
  },
};

/** A signer and its 32 raw public bytes, from an Ed25519 private key. */
export function ed25519Signer(privateKey: KeyObject): { sign: SignEd25519; publicKey: Uint8Array } {
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const publicKey = rawOfSpki(new Uint8Array(spki));
  if (!publicKey) throw new Error('ed25519Signer: not an Ed25519 key');
  return { publicKey, sign: (message) => new Uint8Array(sign(null, message, privateKey)) };
}

/** The same from PKCS#8 PEM text; null when it is not an Ed25519 private key. */
export function signerFromPem(pem: string): ReturnType<typeof ed25519Signer> | null {
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? ed25519Signer(key) : null;
  } catch {
    return null;
  }
}
