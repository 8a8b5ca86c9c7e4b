import { accessSync, chmodSync, constants, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fail, ok, type Result } from '../../shared/result.ts';
import { type DataFault, dataFault, onData } from './data-fault.ts';
import { makeFolder, syncFolder, unfinished } from './durable.ts';
import { openStore, type Store } from './store.ts';

/** DATA (0700): `keys/`, `vault/`, `store.sqlite`. */
export interface DataFolder {
  /** Absolute. */
  readonly path: string;
  readonly store: Store;
  /** The ledger was never signed here: keys may be made. */
  readonly isNew: boolean;
  /** Closes; and removes a folder that this call made, so that a failed first start leaves nothing half made. */
  giveUp(): void;
}

/** Opens the data folder for this process alone, makes it on first use. The store's lock is the folder's lock. */
export function openDataFolder(folder: string): Result<DataFolder, DataFault> {
  const path = resolve(folder);
  // The topmost folder that had to be made, so that exactly that is taken away again.
  const made = onData((): Result<string | undefined, DataFault> => {
    // Node answers ENOENT for a folder to be made on a read-only file system, so that is asked first.
    const nearest = nearestExisting(path);
    if (!statSync(nearest).isDirectory()) return fail(dataFault('data-unreachable', `${nearest} is no folder`));
    accessSync(nearest, constants.W_OK | constants.X_OK);
    const topmost = mkdirSync(path, { recursive: true, mode: 0o700 });
    if (topmost !== undefined) syncFolder(dirname(topmost));
    return ok(topmost);
  });
  if (!made.ok) return made;
  const removeOwn = (): void => {
    if (made.value !== undefined) rmSync(made.value, { recursive: true, force: true });
  };
  const opened = onData(() => open(path));
  if (!opened.ok) {
    // Another process took it in the same instant: then it is no longer ours to remove.
    if (opened.fault.code !== 'busy') removeOwn();
    return opened;
  }
  return ok({
    ...opened.value,
    giveUp: () => {
      opened.value.store.close();
      removeOwn();
    },
  });
}

function open(path: string): Result<Omit<DataFolder, 'giveUp'>, DataFault> {
  // Asked of the kernel, which also knows of a read-only file system: root's own rights would hide the mode bits only.
  accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o700);

  // A store that vanished beside a full vault is damage: starting anew would sweep the vault.
  const store = openStore(join(path, 'store.sqlite'), { mayCreate: !holdsRecords(path) });
  if (!store.ok) return store;
  try {
    for (const name of ['keys', 'vault']) makeFolder(join(path, name));
    removeUnfinished(join(path, 'keys'));
    const isNew = store.value.get('SELECT size FROM checkpoints LIMIT 1') === null;
    return ok({ path, store: store.value, isNew });
  } catch (error) {
    store.value.close();
    throw error;
  }
}

const nearestExisting = (path: string): string => (existsSync(path) ? path : nearestExisting(dirname(path)));

const holdsRecords = (path: string): boolean =>
  existsSync(join(path, 'vault')) && readdirSync(join(path, 'vault')).length > 0;

/** What a crash left of a file that was being written. */
function removeUnfinished(folder: string): void {
  for (const name of readdirSync(folder)) if (name.endsWith(unfinished)) rmSync(join(folder, name));
}
