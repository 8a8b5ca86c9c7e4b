import { join } from 'node:path';
import type { Crypto } from '../../shared/crypto.ts';
import { originOf } from '../../shared/ledger/checkpoint.ts';
import type { RandomBytes } from '../../shared/number.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Clock } from './clock.ts';
import { openDataFolder } from './data-folder.ts';
import { type Keys, type KeysFault, type KioskIdentity, openKeys } from './keys.ts';
import { buildLedger, type Ledger, startLedger } from './ledger.ts';
import type { Store } from './store.ts';
import { sweep } from './sweep.ts';
import { buildVault, type Vault } from './vault.ts';
import { buildVaultKeys, type VaultKeys } from './vault-keys.ts';

/** Everything that records: what `prepare`, `observe`, the outbox and the commands are given. */
export interface Core {
  /** Absolute path of the data folder. */
  readonly folder: string;
  readonly identity: KioskIdentity;
  readonly store: Store;
  readonly ledger: Ledger;
  readonly vault: Vault;
  readonly vaultKeys: VaultKeys;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly crypto: Crypto;
  close(): void;
}

export interface CoreInput {
  readonly folder: string;
  readonly identity: KioskIdentity;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly crypto: Crypto;
}

/**
 * Opens the data folder as its one writer, makes it on first use, and removes what a killed process left half done.
 * Faults: `busy`, `data-read-only`, `disk-full`, `data-damaged`, `data-newer`, `data-unreachable`, `not-certified`.
 */
export function openCore(input: CoreInput): Result<Core, KeysFault> {
  const opened = openDataFolder(input.folder);
  if (!opened.ok) return opened;
  const { path, store, isNew } = opened.value;
  const refuse = (fault: KeysFault): Result<Core, KeysFault> => {
    opened.value.giveUp();
    return fail(fault);
  };

  const keys = openKeys({ ...input, folder: join(path, 'keys'), mayCreate: isNew });
  if (!keys.ok) {
    if (keys.fault.code !== 'not-certified') return refuse(keys.fault);
    // A new kiosk's keys stay where they are: their certificate is on its way.
    store.close();
    return keys;
  }
  const { log } = keys.value;
  const key = { origin: originOf(input.identity.kiosk), publicKey: log.publicKey };
  const started = startLedger({ store, key, sign: log.sign, crypto: input.crypto });
  if (!started.ok) return refuse(started.fault);

  const core: Core = {
    ...input,
    folder: path,
    store,
    keys: keys.value,
    ledger: buildLedger({ store, key, sign: log.sign, crypto: input.crypto }),
    vault: buildVault(join(path, 'vault')),
    vaultKeys: buildVaultKeys({ folder: join(path, 'keys'), clock: input.clock }),
    close: () => store.close(),
  };
  const swept = sweep(core);
  return swept.ok ? ok(core) : refuse(swept.fault);
}
