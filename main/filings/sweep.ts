import { ok, type Result } from '../../shared/result.ts';
import type { DataFault } from './data-fault.ts';
import { text } from './row.ts';
import type { Store } from './store.ts';
import type { Vault } from './vault.ts';
import type { VaultKeys } from './vault-keys.ts';

/** What `Core` is to a sweep. */
interface SweepParts {
  readonly store: Store;
  readonly vault: Vault;
  readonly vaultKeys: VaultKeys;
}

/**
 * Removes what nobody needs any more (promise 5): vault folders without a key, which are drafts of a killed process and
 * forgotten filings; vault keys of past days that wrap nothing; deleted rows in the write-ahead log.
 * Call it when no draft is open: at start, after `forget`, and between visits.
 */
export function sweep(core: SweepParts): Result<void, DataFault> {
  const { store, vault } = core;
  const emptied = store.truncateLog();
  if (!emptied.ok) return emptied;
  const wrapped = store.read(() => store.all('SELECT filing FROM filing_keys'));
  if (!wrapped.ok) return wrapped;
  const folders = vault.filings();
  if (!folders.ok) return folders;
  const kept = new Set(wrapped.value.map((row) => text(row, 'filing')));
  for (const filing of folders.value.filter((id) => !kept.has(id))) {
    const shredded = vault.shred(filing);
    if (!shredded.ok) return shredded;
  }
  return destroySpentKeys(core);
}

/** The same for forgotten filings: log emptied once, folders shredded, a past day's key destroyed when it wraps nothing any more. */
export function sweepFilings(core: SweepParts, filings: readonly string[]): Result<void, DataFault> {
  const emptied = core.store.truncateLog();
  const shredded = filings.map((filing) => core.vault.shred(filing)).find((each) => !each.ok) ?? ok(undefined);
  if (!emptied.ok) return emptied;
  return shredded.ok ? destroySpentKeys(core) : shredded;
}

function destroySpentKeys({ store, vaultKeys }: SweepParts): Result<void, DataFault> {
  const days = store.read(() => store.all('SELECT DISTINCT vault_day FROM filing_keys'));
  if (!days.ok) return days;
  const destroyed = vaultKeys.destroySpent(new Set(days.value.map((row) => text(row, 'vault_day'))));
  return destroyed.ok ? ok(undefined) : destroyed;
}
