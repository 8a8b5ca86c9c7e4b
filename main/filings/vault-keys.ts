import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { concatBytes, utf8Bytes } from '../../shared/bytes.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { type Clock, secondsNow, utcDay } from './clock.ts';
import { type DataFault, dataFault, onData } from './data-fault.ts';
import { destroyFile, syncFolder, writeDurably } from './durable.ts';

/** A filing's key under the vault key of one day. */
export interface WrappedKey {
  /** `2026-11-23`, UTC. */
  readonly vaultDay: string;
  /** nonce (12) ‖ ciphertext (32) ‖ tag (16) of AES-256-GCM, bound to the filing's number. */
  readonly bytes: Uint8Array;
}

/** One vault key a day wraps that day's filing keys. Once no filing needs it and its day is over, it is destroyed. */
export interface VaultKeys {
  /** Wraps 32 bytes under today's key, which is made when it is the day's first. */
  wrap(filingKey: Uint8Array, number: string): Result<WrappedKey, DataFault>;
  /** `key-destroyed`: the day's key is gone, and with it what it wrapped. */
  unwrap(wrapped: WrappedKey, number: string): Result<Uint8Array, DataFault | Fault<'key-destroyed'>>;
  /** Destroys the keys of past days that are not in `daysInUse`; gives the days destroyed. */
  destroySpent(daysInUse: ReadonlySet<string>): Result<readonly string[], DataFault>;
}

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const algorithm = 'aes-256-gcm';

/** `folder`: DATA/keys, which exists. */
export function buildVaultKeys({ folder, clock }: { folder: string; clock: Clock }): VaultKeys {
  const pathOf = (day: string): string => join(folder, `vault-${day}.key`);
  const today = (): string => utcDay(secondsNow(clock));
  const withKey = <T>(day: string, work: (key: Uint8Array) => T): T => {
    const key = readFileSync(pathOf(day));
    try {
      return work(key);
    } finally {
      key.fill(0);
    }
  };

  return {
    wrap: (filingKey, number) =>
      onData(() => {
        const day = today();
        if (!existsSync(pathOf(day))) writeDurably(pathOf(day), randomBytes(keyBytes));
        return withKey(day, (key): Result<WrappedKey, DataFault> => {
          if (key.length !== keyBytes) return fail(dataFault('data-damaged', 'vault key'));
          const nonce = randomBytes(nonceBytes);
          const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
          cipher.setAAD(utf8Bytes(number));
          const sealed = concatBytes(nonce, cipher.update(filingKey), cipher.final(), cipher.getAuthTag());
          return ok({ vaultDay: day, bytes: sealed });
        });
      }),
    unwrap: ({ vaultDay, bytes }, number) =>
      onData((): Result<Uint8Array, DataFault | Fault<'key-destroyed'>> => {
        if (!existsSync(pathOf(vaultDay))) {
          return fail({ code: 'key-destroyed', message: 'The key of this filing was destroyed.' });
        }
        return withKey(vaultDay, (key): Result<Uint8Array, DataFault> => {
          try {
            const nonce = bytes.subarray(0, nonceBytes);
            const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
            decipher.setAAD(utf8Bytes(number));
            decipher.setAuthTag(bytes.subarray(-tagBytes));
            const body = bytes.subarray(nonceBytes, -tagBytes);
            return ok(concatBytes(decipher.update(body), decipher.final()));
          } catch {
            return fail(dataFault('data-damaged', 'key of a filing'));
          }
        });
      }),
    destroySpent: (daysInUse) =>
      onData(() => {
        const days = readdirSync(folder).flatMap((name) => /^vault-(\d{4}-\d\d-\d\d)\.key$/.exec(name)?.[1] ?? []);
        const spent = days.filter((day) => day < today() && !daysInUse.has(day));
        for (const day of spent) destroyFile(pathOf(day));
        if (spent.length > 0) syncFolder(folder);
        return ok(spent);
      }),
  };
}
