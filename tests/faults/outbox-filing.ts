import { randomBytes } from 'node:crypto';
import { demoBundlePath, loadBundle } from '../../kiosk-config/schema/load-bundle.ts';
import type { Core } from '../../main/filings/core.ts';
import { newFilingId } from '../../main/filings/prepare.ts';
import { buildSealer, filingKeyBytes } from '../../main/filings/vault.ts';
import { freeNumber, prepareFiling } from '../../main/visits/prepare-filing.ts';
import { toHex, utf8Bytes } from '../../shared/bytes.ts';
import type { ChannelId } from '../../shared/filing.ts';
import { must } from '../unit/main/filings/kiosk.ts';

const bundle = must(await loadBundle(demoBundlePath));
const hash = (): string => toHex(randomBytes(32));

/** Records a filing of one page with true receipts, its page and file sealed in the vault; gives its number. */
export function recordFiling(core: Core, channels: readonly ChannelId[]): string {
  const [procedure] = bundle.catalogue.procedures;
  if (!procedure) throw new Error('an empty catalogue');
  const id = newFilingId(core);
  const filingKey = core.random(filingKeyBytes);
  const sealer = buildSealer(filingKey, id);
  const file = { name: 'preuves.pdf', bytes: utf8Bytes('%PDF-1.7') };
  for (const kind of ['page', 'file'] as const) must(core.vault.put(sealer, kind, 0, file.bytes));
  const entry = {
    code: 'preuves',
    pages: [{ original: hash(), page: hash() }],
    files: [{ name: file.name, bytes: file.bytes.length, sha256: hash(), pages: 1 }],
  };
  const number = freeNumber(core);
  must(
    prepareFiling(core, {
      request: {
        procedure,
        documents: [],
        fields: {},
        depositor: null,
        channels,
        language: 'fr',
        helper: null,
      },
      draft: { id, filingKey, sealer, documents: [] },
      packed: [entry],
      number,
      preparedAt: Math.floor(core.clock().getTime() / 1000),
      clock: 'unknown',
      due: null,
      catalogue: bundle.catalogue.version,
      timeZone: bundle.desk.timeZone,
    }),
  );
  return number;
}
