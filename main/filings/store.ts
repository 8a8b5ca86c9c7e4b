import { closeSync, existsSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { fail, ok, type Result } from '../../shared/result.ts';
import { type DataFault, dataFault, dataFaultOf, onData } from './data-fault.ts';
import { syncFolder } from './durable.ts';
import { integer, type Row } from './row.ts';
import { applicationId, migrations } from './schema.ts';

/** The kiosk's database. It belongs to one process: the lock dies with it. */
export interface Store {
  all(sql: string, ...values: SQLInputValue[]): readonly Row[];
  get(sql: string, ...values: SQLInputValue[]): Row | null;
  /** Gives the number of rows changed. */
  run(sql: string, ...values: SQLInputValue[]): number;
  /** True inside `transaction`: what must not stand alone asserts it. */
  readonly inTransaction: boolean;
  /** Runs reads; a fault of disk or file is a value, any other throw is a bug and goes on. */
  read<T>(work: () => T): Result<T, DataFault>;
  /** One transaction, on the disk when it returns ok (promise 1). A refusal, a fault or a throw leaves nothing behind. */
  transaction<T, F>(work: () => Result<T, F>): Result<T, F | DataFault>;
  /** Empties the write-ahead log into the file, so that nothing deleted is left in it (promise 5). */
  truncateLog(): Result<void, DataFault>;
  /** Gives the lock back; a second call does nothing. */
  close(): void;
}

/**
 * Opens the store, makes it if it may, and takes its lock; `busy` when another process has it.
 * POSIX drops a process's locks on a file when it closes *any* descriptor of it: nothing else here may open this file.
 */
export function openStore(path: string, { mayCreate }: { mayCreate: boolean }): Result<Store, DataFault> {
  let database: DatabaseSync | null = null;
  try {
    if (!existsSync(path)) {
      if (!mayCreate) return fail(dataFault('data-damaged', 'the store is missing'));
      // Made here for its mode; of two first starts one makes it, and the lock below decides.
      closeSync(openSync(path, 'a', 0o600));
    }
    database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 0, defensive: true });
    const version = prepareDatabase(database);
    if (version > migrations.length) {
      database.close();
      return fail(dataFault('data-newer', `version ${version}`));
    }
    if (version === 0 && !mayCreate) {
      database.close();
      return fail(dataFault('data-damaged', 'the store is empty'));
    }
    migrate(database, version);
    syncFolder(dirname(path));
    return ok(buildStore(database));
  } catch (error) {
    if (database?.isOpen) database.close();
    const fault = dataFaultOf(error);
    if (!fault) throw error;
    return fail(fault);
  }
}

/** Order matters: exclusive before WAL, so that the lock is taken with the first access and no shared-memory file is made. */
function prepareDatabase(database: DatabaseSync): number {
  database.exec(`
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
  `);
  const quick = database.prepare('PRAGMA quick_check(1)').get();
  if (quick?.quick_check !== 'ok') {
    throw Object.assign(new Error('quick_check failed'), { code: 'ERR_SQLITE_ERROR', errcode: 11 });
  }
  const row = database.prepare('PRAGMA user_version').get();
  return row ? integer(row, 'user_version') : 0;
}

function migrate(database: DatabaseSync, version: number): void {
  migrations.slice(version).forEach((sql, i) => {
    database.exec(`
      BEGIN IMMEDIATE;
      ${sql}
      PRAGMA application_id = ${applicationId};
      PRAGMA user_version = ${version + i + 1};
      COMMIT;
    `);
  });
}

function buildStore(database: DatabaseSync): Store {
  const rollBack = (): void => {
    // A full disk may have ended the transaction already.
    if (database.isTransaction) database.exec('ROLLBACK');
  };
  return {
    all: (sql, ...values) => database.prepare(sql).all(...values),
    get: (sql, ...values) => database.prepare(sql).get(...values) ?? null,
    run: (sql, ...values) => Number(database.prepare(sql).run(...values).changes),
    get inTransaction() {
      return database.isTransaction;
    },
    read: (work) => onData(() => ok(work())),
    transaction: (work) =>
      onData(() => {
        database.exec('BEGIN IMMEDIATE');
        try {
          const result = work();
          if (result.ok) database.exec('COMMIT');
          return result;
        } finally {
          rollBack();
        }
      }),
    truncateLog: () =>
      onData(() => {
        const row = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
        return row?.busy === 0 ? ok(undefined) : fail(dataFault('busy', 'write-ahead log'));
      }),
    close: () => {
      if (database.isOpen) database.close();
    },
  };
}
