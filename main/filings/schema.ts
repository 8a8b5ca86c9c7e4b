import { channelIds, deliveryStates, evidenceKinds, filingStates } from '../../shared/filing.ts';
import { auditActs } from './audit-acts.ts';

const oneOf = (column: string, values: readonly string[]): string =>
  `CHECK (${column} IN (${values.map((value) => `'${value}'`).join(', ')}))`;

/** The ledger and what hangs on it only grow: the store itself refuses anything else, and `check` finds what went around it. */
const appendOnly = (table: string): string => `
CREATE TRIGGER ${table}_never_change BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER ${table}_never_go BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, 'append-only'); END;`;

/** Times are whole seconds since 1970. Nothing here is readable without a key but numbers, hashes, states and times. */
const first = `
CREATE TABLE leaves (
  idx INTEGER PRIMARY KEY CHECK (idx >= 0),
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
${appendOnly('leaves')}

-- Complete subtrees above the leaves: 2^level leaves from idx * 2^level on.
CREATE TABLE nodes (
  level INTEGER NOT NULL CHECK (level > 0),
  idx INTEGER NOT NULL CHECK (idx >= 0),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (level, idx)
) STRICT, WITHOUT ROWID;
${appendOnly('nodes')}

CREATE TABLE checkpoints (
  size INTEGER PRIMARY KEY CHECK (size >= 0),
  root BLOB NOT NULL CHECK (length(root) = 32),
  note TEXT NOT NULL
) STRICT;
${appendOnly('checkpoints')}

CREATE TABLE filings (
  id TEXT PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  procedure TEXT NOT NULL,
  state TEXT NOT NULL ${oneOf('state', filingStates)},
  prepared_at INTEGER NOT NULL,
  manifest_hash BLOB NOT NULL CHECK (length(manifest_hash) = 32),
  pages INTEGER NOT NULL CHECK (pages >= 0),
  forgotten_at INTEGER
) STRICT;

-- The filing's key, wrapped by the vault key of a day; the row goes when the filing is forgotten.
CREATE TABLE filing_keys (
  filing TEXT PRIMARY KEY REFERENCES filings (id),
  vault_day TEXT NOT NULL,
  wrapped BLOB NOT NULL CHECK (length(wrapped) = 60)
) STRICT;

CREATE TABLE deliveries (
  filing TEXT NOT NULL REFERENCES filings (id),
  channel TEXT NOT NULL ${oneOf('channel', channelIds)},
  state TEXT NOT NULL ${oneOf('state', deliveryStates)},
  idempotency_key TEXT NOT NULL UNIQUE,
  changed_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER,
  PRIMARY KEY (filing, channel)
) STRICT;

-- What was observed, each with its rank in the ledger; channel is null for the filing itself.
CREATE TABLE states (
  ledger_index INTEGER PRIMARY KEY REFERENCES leaves (idx) DEFERRABLE INITIALLY DEFERRED,
  filing TEXT NOT NULL REFERENCES filings (id),
  channel TEXT,
  state TEXT NOT NULL,
  at INTEGER NOT NULL,
  FOREIGN KEY (filing, channel) REFERENCES deliveries (filing, channel)
) STRICT;
${appendOnly('states')}

CREATE TABLE receipts (
  filing TEXT NOT NULL REFERENCES filings (id),
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  ledger_index INTEGER NOT NULL UNIQUE REFERENCES leaves (idx),
  at INTEGER NOT NULL,
  PRIMARY KEY (filing, sequence)
) STRICT;
${appendOnly('receipts')}

-- Ciphertext under the filing's key: record, receipts, salted facts, details of states.
CREATE TABLE sealed (
  filing TEXT NOT NULL REFERENCES filings (id),
  kind TEXT NOT NULL,
  idx INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (filing, kind, idx)
) STRICT;

CREATE TABLE prints (
  id INTEGER PRIMARY KEY,
  filing TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  duplicate INTEGER NOT NULL,
  result TEXT NOT NULL ${oneOf('result', ['printed', 'not-printed', 'unknown'])},
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  ledger_index INTEGER UNIQUE REFERENCES leaves (idx),
  FOREIGN KEY (filing, sequence) REFERENCES receipts (filing, sequence)
) STRICT;

CREATE TABLE attempts (
  id INTEGER PRIMARY KEY,
  filing TEXT NOT NULL,
  channel TEXT NOT NULL,
  at INTEGER NOT NULL,
  fault TEXT NOT NULL,
  FOREIGN KEY (filing, channel) REFERENCES deliveries (filing, channel)
) STRICT;
`;

/** Papers kept as evidence of a sending, and the staff's room: who came in and what was done there. */
const evidenceAndAudit = `
CREATE TABLE evidence (
  filing TEXT NOT NULL REFERENCES filings (id),
  rank INTEGER NOT NULL CHECK (rank > 0),
  kind TEXT NOT NULL ${oneOf('kind', evidenceKinds)},
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  ledger_index INTEGER NOT NULL UNIQUE REFERENCES leaves (idx),
  at INTEGER NOT NULL,
  PRIMARY KEY (filing, rank)
) STRICT;
${appendOnly('evidence')}

CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  act TEXT NOT NULL ${oneOf('act', auditActs)},
  agent TEXT,
  filing TEXT
) STRICT;
${appendOnly('audit')}
`;

/** Hand-offs under way, and how long the kiosk has lived with each filing (docs/decisions/0008). */
const lives = `
-- A hand-off began at this time and its end is not recorded: after a cut it tells that something may have left.
ALTER TABLE deliveries ADD COLUMN begun_at INTEGER;

-- Counted in seconds, never read off a clock that may jump.
CREATE TABLE lives (
  filing TEXT PRIMARY KEY REFERENCES filings (id),
  lived INTEGER NOT NULL CHECK (lived >= 0),
  -- Since anything was last observed of it, and the rank of that in the ledger.
  quiet INTEGER NOT NULL CHECK (quiet >= 0),
  rank INTEGER NOT NULL,
  -- Since its end was announced, while something was still to leave.
  ending INTEGER CHECK (ending >= 0),
  pages_ended_at INTEGER
) STRICT;

-- Every look asks for the last state of every filing.
CREATE INDEX states_of_filing ON states (filing);

CREATE TABLE life_clock (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  seen_at INTEGER NOT NULL,
  synchronised INTEGER NOT NULL,
  doubted_at INTEGER
) STRICT;
`;

/** Migrations in order; a store's user_version counts those it has. Only ever add to the end. */
export const migrations: readonly string[] = [first, evidenceAndAudit, lives];

/** SQLite's application_id, so that `file` and staff's tools know what this is: "RCPS". */
export const applicationId = 0x52435053;
