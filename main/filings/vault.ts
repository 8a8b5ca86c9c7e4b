import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { concatBytes, equalBytes, utf8Bytes } from '../../shared/bytes.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { type DataFault, dataFault, onData } from './data-fault.ts';
import { destroyFile, destroyFolder, makeFolder, writeDurably } from './durable.ts';

/**
 * What lies in the vault, a file each. `page`: what was received. `image`, `reduced` and `small`: a draft's pages as they may be
 * embedded, until they are. `file`: what is delivered.
 */
export type VaultKind = 'page' | 'image' | 'reduced' | 'small' | 'file' | 'evidence';
/** What a filing's key seals; what is not in the vault is small and lies in the store. */
export type SealedKind = VaultKind | 'record' | 'receipt' | 'fact' | 'detail' | 'due';

/** Seals with one filing's key. It is the only holder of that key: the core never sees what is inside (DESIGN section 3). */
export interface Sealer {
  readonly filing: string;
  /** `RCV1` ‖ nonce (12) ‖ AES-256-GCM ciphertext ‖ tag (16), bound to filing, kind and index. */
  seal(kind: SealedKind, index: number, bytes: Uint8Array): Uint8Array;
  /** The same, of bytes that come in pieces, piece by piece: a large file is never held twice. */
  sealPieces(kind: SealedKind, index: number, pieces: Iterable<Uint8Array>): Iterable<Uint8Array>;
  /** `data-damaged` when a byte was changed, or when it was sealed as something else. */
  open(kind: SealedKind, index: number, sealed: Uint8Array): Result<Uint8Array, DataFault>;
}

const magic = utf8Bytes('RCV1');
const nonceBytes = 12;
const tagBytes = 16;
/** A new key for each filing, so that destroying it destroys that filing and no other. */
export const filingKeyBytes = 32;

/** `filingKey`: 32 random bytes, which the caller may wipe after this call. */
export function buildSealer(filingKey: Uint8Array, filing: string): Sealer {
  const key = createSecretKey(filingKey);
  const bind = (kind: SealedKind, index: number): Uint8Array => utf8Bytes(`RCV1\n${filing}\n${kind}\n${index}\n`);
  function* sealPieces(kind: SealedKind, index: number, pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
    cipher.setAAD(bind(kind, index));
    yield magic;
    yield nonce;
    for (const piece of pieces) yield cipher.update(piece);
    yield cipher.final();
    yield cipher.getAuthTag();
  }
  return {
    filing,
    seal: (kind, index, bytes) => concatBytes(...sealPieces(kind, index, [bytes])),
    sealPieces,
    open: (kind, index, sealed) => {
      const start = magic.length + nonceBytes;
      const end = sealed.length - tagBytes;
      if (end < start || !equalBytes(sealed.subarray(0, magic.length), magic)) return fail(dataFault('data-damaged'));
      const nonce = sealed.subarray(magic.length, start);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
      decipher.setAAD(bind(kind, index));
      decipher.setAuthTag(sealed.subarray(end));
      try {
        const opened = decipher.update(sealed.subarray(start, end));
        // GCM keeps nothing back for the end: its bytes are not copied once more.
        decipher.final();
        return ok(opened);
      } catch {
        return fail(dataFault('data-damaged', `${kind} ${index} of a filing`));
      }
    },
  };
}

/** The coffre: one folder of sealed files per filing. */
export interface Vault {
  /** Seals and writes one page or file; on the disk when it returns ok. */
  put(
    sealer: Sealer,
    kind: VaultKind,
    index: number,
    bytes: Uint8Array | readonly Uint8Array[],
  ): Result<void, DataFault>;
  get(sealer: Sealer, kind: VaultKind, index: number): Result<Uint8Array, DataFault>;
  /** Whether it lies there; nothing is opened. */
  has(filing: string, kind: VaultKind, index: number): Result<boolean, DataFault>;
  /** Overwrites and removes one page or file; ok when there is none. */
  remove(filing: string, kind: VaultKind, index: number): Result<void, DataFault>;
  /** Removes a draft's image that stands in a delivered file, under the same key: there is nothing to overwrite. Ok when there is none. */
  discard(filing: string, kind: 'image' | 'reduced' | 'small', index: number): Result<void, DataFault>;
  /** Ids of the filings that have a folder. */
  filings(): Result<readonly string[], DataFault>;
  /** Whether any page or file of the filing is there. */
  hasPages(filing: string): Result<boolean, DataFault>;
  /** Overwrites and removes pages and files of one filing, not its evidence; ok when there are none. */
  shredPages(filing: string): Result<void, DataFault>;
  /** Overwrites and removes everything of one filing; ok when there is nothing. */
  shred(filing: string): Result<void, DataFault>;
}

/** Paths of pages and delivered files, half-written ones included; a picture kept as evidence is neither. */
const pagesIn = (home: string): string[] =>
  existsSync(home)
    ? readdirSync(home)
        .filter((name) => !name.startsWith('evidence-'))
        .map((name) => join(home, name))
    : [];

const isId = (id: string): boolean => /^[0-9a-z-]{8,64}$/.test(id);

/** `folder`: DATA/vault, which exists. */
export function buildVault(folder: string): Vault {
  const home = (filing: string): string => {
    if (!isId(filing)) throw new Error('vault: not a filing id');
    return join(folder, filing);
  };
  const fileName = (kind: string, index: number): string => `${kind}-${String(index).padStart(4, '0')}`;
  return {
    put: (sealer, kind, index, bytes) =>
      onData(() => {
        if (!existsSync(home(sealer.filing))) makeFolder(home(sealer.filing));
        const pieces = bytes instanceof Uint8Array ? [bytes] : bytes;
        const path = join(home(sealer.filing), fileName(kind, index));
        writeDurably(path, sealer.sealPieces(kind, index, pieces));
        return ok(undefined);
      }),
    get: (sealer, kind, index) =>
      onData(() => sealer.open(kind, index, readFileSync(join(home(sealer.filing), fileName(kind, index))))),
    has: (filing, kind, index) => onData(() => ok(existsSync(join(home(filing), fileName(kind, index))))),
    remove: (filing, kind, index) =>
      onData(() => {
        const path = join(home(filing), fileName(kind, index));
        if (existsSync(path)) destroyFile(path);
        return ok(undefined);
      }),
    discard: (filing, kind, index) =>
      onData(() => {
        rmSync(join(home(filing), fileName(kind, index)), { force: true });
        return ok(undefined);
      }),
    filings: () => onData(() => ok(readdirSync(folder))),
    hasPages: (filing) => onData(() => ok(pagesIn(home(filing)).length > 0)),
    shredPages: (filing) =>
      onData(() => {
        for (const path of pagesIn(home(filing))) destroyFile(path);
        if (existsSync(home(filing)) && readdirSync(home(filing)).length === 0) destroyFolder(home(filing));
        return ok(undefined);
      }),
    shred: (filing) =>
      onData(() => {
        if (existsSync(home(filing))) destroyFolder(home(filing));
        return ok(undefined);
      }),
  };
}
