import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { outsideFolder } from '../../kiosk-config/schema/outside-folder.ts';
import type { PrinterProfile } from '../../kiosk-config/schema/printer-profile.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import type { DeliveredFile } from '../channels/channel.ts';
import { drawPaper } from '../devices/printers/virtual/draw-paper.ts';
import type { FilingView } from '../filings/view.ts';
import type { Kiosk } from '../kiosk.ts';
import { claimOf } from '../visits/claim-of.ts';
import type { FilingRecord } from '../visits/filing-record.ts';
import type { IssuedReceipt } from '../visits/prepare-filing.ts';
import { a4Of, ticketOf, viewOf } from '../visits/render-receipt.ts';
import { signA4 } from '../visits/sign-a4.ts';

/** Where copies were written, absolute; null where none was asked for or none could be made. `documents` is a folder. */
export interface CopyPaths {
  readonly receipt: string | null;
  readonly pdf: string | null;
  readonly escpos: string | null;
  readonly png: string | null;
  readonly documents: string | null;
}

/** What is copied: one receipt, with small pictures of its filing's pages, and the delivered files beside the first. */
export interface Copied {
  readonly record: FilingRecord;
  readonly receipt: IssuedReceipt;
  readonly thumbnails: readonly Uint8Array[];
  readonly files: readonly DeliveredFile[];
}

export const noCopies: CopyPaths = { receipt: null, pdf: null, escpos: null, png: null, documents: null };

/** Makes the folder for copies before anything is recorded; plaintext never goes below the data folder (promise 5), not by a link either. */
export async function openOutFolder(given: string | null, dataFolder: string): Promise<Result<string | null, Fault>> {
  if (given === null) return ok(null);
  const folder = resolve(given);
  if (!(await outsideFolder(folder, dataFolder)).ok) {
    return fail({
      code: 'out-inside-data',
      message: 'Copies are not encrypted: give an --out outside the data folder.',
    });
  }
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return ok(folder);
  } catch {
    return fail({
      code: 'out-not-writable',
      message: `The folder ${folder} cannot be made or written: give another --out.`,
    });
  }
}

/** Writes what the caller asked to keep. The receipt is recorded: a copy that fails is a null, never a refusal. */
export async function writeCopies(
  out: string | null,
  kiosk: Kiosk,
  { record, receipt, thumbnails, files }: Copied,
  profile: PrinterProfile,
): Promise<CopyPaths> {
  if (out === null) return noCopies;
  const { number, sequence } = receipt.content;
  // A later receipt never takes the place of the one it cites.
  const name = sequence === 1 ? number : `${number}-${sequence}`;
  const path = (ending: string): string => join(out, `${name}.${ending}`);
  const { core, texts } = kiosk;
  const a4Parts = { texts, crypto: core.crypto, sign: (payload: Uint8Array) => signA4(core, payload) };
  const view = viewOf(kiosk, record, receipt, false);
  const ticket = await made(async () => {
    const rendered = view.ok ? await ticketOf(kiosk, view.value, profile) : view;
    return rendered.ok ? rendered.value : null;
  });
  return {
    receipt: write(path('json'), receipt.json),
    pdf: write(
      path('pdf'),
      await made(async () => (view.ok ? a4Of(a4Parts, view.value, record, receipt, thumbnails) : null)),
    ),
    escpos: write(path('escpos'), ticket),
    png: write(
      path('png'),
      await made(async () => (ticket ? ((await drawPaper(ticket, profile))?.png ?? null) : null)),
    ),
    documents: files.length === 0 ? null : writeDocuments(path('documents'), files),
  };
}

/** The letter that claims the pages the agency does not count; null where it counts them all, or nothing is to be written. */
export async function writeClaim(
  out: string | null,
  kiosk: Kiosk,
  { record, receipt, filing }: Pick<Copied, 'record' | 'receipt'> & { readonly filing: FilingView },
): Promise<string | null> {
  const { number, sequence, state } = receipt.content;
  if (out === null || state !== 'mismatch') return null;
  const letter = await claimOf(kiosk, { filing, record, last: receipt });
  return write(join(out, `${number}-${sequence}.claim.pdf`), letter);
}

/** A drawing that fails, be it by a bug, takes no other copy with it. */
const made = (draw: () => Promise<Uint8Array | null>): Promise<Uint8Array | null> => draw().catch(() => null);

function write(file: string, bytes: Uint8Array | null): string | null {
  if (!bytes) return null;
  try {
    writeFileSync(file, bytes, { mode: 0o600 });
    return file;
  } catch {
    return null;
  }
}

function writeDocuments(folder: string, files: readonly DeliveredFile[]): string | null {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    return null;
  }
  const written = files.map(({ name, read }) => {
    const file = read();
    return write(join(folder, name), file.ok ? file.value : null);
  });
  return written.every((path) => path !== null) ? folder : null;
}
