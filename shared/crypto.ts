/** Cryptography is injected: `shared` runs in Node, in a page and in a phone's browser alike. */
export interface Crypto {
  /** SHA-256 of the concatenated parts: 32 bytes. */
  sha256(...parts: readonly Uint8Array[]): Uint8Array;
  /** RFC 8032 Ed25519 over `message`; `publicKey` is the 32 raw bytes. Never throws: a malformed key or signature is false. */
  verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean;
}

/** Signs with a key the caller holds: 64 bytes of Ed25519. */
export type SignEd25519 = (message: Uint8Array) => Uint8Array;
