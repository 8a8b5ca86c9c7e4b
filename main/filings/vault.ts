import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fstatSync, openSync, readdirSync, readSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { concatBytes, equalBytes, utf8Bytes } from '../../shared/bytes.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { giveBack } from '../give-back.ts';
import { type DataFault, dataFault, onData } from './data-fault.ts';
import { beginDurably, destroyFile, destroyFolder, makeFolder } from './durable.ts';

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
  /** The same, of bytes that come in pieces. */
  beginSeal(kind: SealedKind, index: number): SealUnderWay;
  /** `data-damaged` when a byte was changed, or when it was sealed as something else. */
  open(kind: SealedKind, index: number, sealed: Uint8Array): Result<Uint8Array, DataFault>;
  /** The same, of sealed bytes that are read in parts. */
  openFrom(kind: SealedKind, index: number, length: number, part: ReadPart): Result<Uint8Array, DataFault>;
}

/** What is sealed is `head`, what `update` gave of each piece in order, and `end`. */
export interface SealUnderWay {
  readonly head: Uint8Array;
  update(piece: Uint8Array): Uint8Array;
  end(): Uint8Array;
}

/** Gives the bytes from `from` up to `to`; they hold until it is asked again. */
type ReadPart = (from: number, to: number) => Uint8Array;

const magic = utf8Bytes('RCV1');
const nonceBytes = 12;
const tagBytes = 16;
/** What is sealed or opened at once: a large file is in memory once, not three times. */
const pieceBytes = 1 << 20;
/** A new key for each filing, so that destroying it destroys that filing and no other. */
export const filingKeyBytes = 32;

/** `filingKey`: 32 random bytes, which the caller may wipe after this call. */
export function buildSealer(filingKey: Uint8Array, filing: string): Sealer {
  const key = createSecretKey(filingKey);
  const bind = (kind: SealedKind, index: number): Uint8Array => utf8Bytes(`RCV1\n${filing}\n${kind}\n${index}\n`);
  function beginSeal(kind: SealedKind, index: number): SealUnderWay {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
    cipher.setAAD(bind(kind, index));
    return {
      head: concatBytes(magic, nonce),
      update: (piece) => cipher.update(piece),
      end: () => concatBytes(cipher.final(), cipher.getAuthTag()),
    };
  }
  function openFrom(kind: SealedKind, index: number, length: number, part: ReadPart): Result<Uint8Array, DataFault> {
    const start = magic.length + nonceBytes;
    const end = length - tagBytes;
    if (end < start || !equalBytes(part(0, magic.length), magic)) return fail(dataFault('data-damaged'));
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(part(magic.length, start)), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(bind(kind, index));
    decipher.setAuthTag(Buffer.from(part(end, length)));
    const opened = new Uint8Array(end - start);
    for (let at = 0; at < opened.length; at += pieceBytes) {
      const piece = decipher.update(part(start + at, Math.min(start + at + pieceBytes, end)));
      opened.set(piece, at);
      giveBack(piece);
    }
    try {
      // Nothing of it is given out before the tag holds.
      decipher.final();
      return ok(opened);
    } catch {
      return fail(dataFault('data-damaged', `${kind} ${index} of a filing`));
    }
  }
  return {
    filing,
    seal: (kind, index, bytes) => {
      const { head, update, end } = beginSeal(kind, index);
      return concatBytes(head, update(bytes), end());
    },
    beginSeal,
    open: (kind, index, sealed) => openFrom(kind, index, sealed.length, (from, to) => sealed.subarray(from, to)),
    openFrom,
  };
}

/** A file on its way into the vault. */
export interface VaultFile {
  /** What goes wrong is told by `end`. */
  write(piece: Uint8Array): void;
  end(): Result<void, DataFault>;
  /** Instead of `end`: nothing of it is left. */
  drop(): void;
}

/** The coffre: one folder of sealed files per filing. */
export interface Vault {
  /** Seals and writes one page or file; on the disk when it returns ok. */
  put(sealer: Sealer, kind: VaultKind, index: number, bytes: Uint8Array): Result<void, DataFault>;
  /** The same for bytes that come in pieces: none is kept. It is there, whole, once `end` returns ok. */
  begin(sealer: Sealer, kind: VaultKind, index: number): Result<VaultFile, DataFault>;
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
        const file = beginDurably(join(home(sealer.filing), fileName(kind, index)));
        const { head, update, end } = sealer.beginSeal(kind, index);
        file.write(head);
        for (let at = 0; at < bytes.length; at += pieceBytes) file.write(update(bytes.subarray(at, at + pieceBytes)));
        file.write(end());
        file.end();
        return ok(undefined);
      }),
    begin: (sealer, kind, index) =>
      onData(() => {
        if (!existsSync(home(sealer.filing))) makeFolder(home(sealer.filing));
        const file = beginDurably(join(home(sealer.filing), fileName(kind, index)));
        const { head, update, end } = sealer.beginSeal(kind, index);
        file.write(head);
        return ok({
          write: (piece) => file.write(update(piece)),
          end: () =>
            onData(() => {
              file.write(end());
              file.end();
              return ok(undefined);
            }),
          drop: file.drop,
        });
      }),
    get: (sealer, kind, index) =>
      onData(() => {
        const file = openSync(join(home(sealer.filing), fileName(kind, index)), 'r');
        try {
          const { size } = fstatSync(file);
          const buffer = Buffer.allocUnsafeSlow(Math.min(size, pieceBytes));
          const part: ReadPart = (from, to) => {
            for (let at = from; at < to; ) {
              const read = readSync(file, buffer, at - from, to - at, at);
              if (read === 0) break;
              at += read;
            }
            return buffer.subarray(0, to - from);
          };
          return sealer.openFrom(kind, index, size, part);
        } finally {
          closeSync(file);
        }
      }),
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
