import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { PrinterProfile } from '../../kiosk-config/schema/printer-profile.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { isInside } from '../channels/counter.ts';
import { drawPaper } from '../devices/printers/virtual/draw-paper.ts';
import type { Kiosk } from '../kiosk.ts';
import type { Filed } from '../visits/file-filing.ts';
import { a4Of, ticketOf, viewOf } from '../visits/render-receipt.ts';

/** Where copies were written, absolute; null where none was asked for or none could be made. `documents` is a folder. */
export interface CopyPaths {
  readonly receipt: string | null;
  readonly pdf: string | null;
  readonly escpos: string | null;
  readonly png: string | null;
  readonly documents: string | null;
}

const none: CopyPaths = { receipt: null, pdf: null, escpos: null, png: null, documents: null };

/** Makes the folder for copies before anything is recorded; plaintext never goes below the data folder (promise 5). */
export function openOutFolder(given: string | null, dataFolder: string): Result<string | null, Fault> {
  if (given === null) return ok(null);
  const folder = resolve(given);
  if (isInside(folder, dataFolder)) {
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
    return fail({ code: 'out-not-writable', message: `The folder ${folder} cannot be made or written.` });
  }
}

/** Writes what the caller asked to keep. The filing is recorded: a copy that fails is a null, never a refusal. */
export async function writeCopies(
  out: string | null,
  kiosk: Kiosk,
  filed: Filed,
  profile: PrinterProfile,
): Promise<CopyPaths> {
  if (out === null) return none;
  return makeCopies(out, kiosk, filed, profile).catch(() => none);
}

async function makeCopies(out: string, kiosk: Kiosk, filed: Filed, profile: PrinterProfile): Promise<CopyPaths> {
  const { record, receipt, packed, draft } = filed;
  const path = (ending: string): string => join(out, `${receipt.content.number}.${ending}`);
  const write = (file: string, bytes: Uint8Array | null | undefined): string | null => {
    if (!bytes) return null;
    try {
      writeFileSync(file, bytes);
      return file;
    } catch {
      return null;
    }
  };
  const view = viewOf(kiosk, record, receipt, false);
  const ticket = view.ok ? await ticketOf(kiosk, view.value, profile) : view;
  const paper = ticket.ok ? await drawPaper(ticket.value, profile) : null;
  const pages = draft.documents.flatMap((document) => document.pages.map(({ jpeg }) => jpeg));
  return {
    receipt: write(path('json'), receipt.json),
    pdf: write(path('pdf'), view.ok ? await a4Of(kiosk, view.value, record, receipt, pages) : null),
    escpos: write(path('escpos'), ticket.ok ? ticket.value : null),
    png: write(path('png'), paper?.png),
    documents: writeDocuments(
      path('documents'),
      packed.map(({ file }) => file),
      write,
    ),
  };
}

function writeDocuments(
  folder: string,
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  write: (file: string, bytes: Uint8Array) => string | null,
): string | null {
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    return null;
  }
  return files.map(({ name, bytes }) => write(join(folder, name), bytes)).every((path) => path !== null)
    ? folder
    : null;
}
