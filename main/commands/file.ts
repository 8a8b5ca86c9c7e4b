import { existsSync } from 'node:fs';
import type { PrinterProfile } from '../../kiosk-config/schema/printer-profile.ts';
import { toHex } from '../../shared/bytes.ts';
import { encodeQrText } from '../../shared/receipt/qr-text.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { openA4 } from '../devices/a4/a4-printer.ts';
import { chooseDevices } from '../devices/choose-devices.ts';
import { openPrinter } from '../devices/printers/open-printer.ts';
import { openScanner } from '../devices/scanners/open-scanner.ts';
import type { Scanner } from '../devices/scanners/scanner.ts';
import { isoTime } from '../filings/clock.ts';
import type { Kiosk } from '../kiosk.ts';
import { type Filed, fileFiling } from '../visits/file-filing.ts';
import {
  checkRequest,
  type DocumentSource,
  type FilingInput,
  type RequestedDocument,
} from '../visits/filing-request.ts';
import { storedFiles } from '../visits/stored-files.ts';
import { storedPages } from '../visits/stored-pages.ts';
import { thumbnailsOf } from '../visits/thumbnails.ts';
import { type Outcome, type Parsed, parseCommandLine } from './command.ts';
import { type CopyPaths, noCopies, openOutFolder, writeCopies } from './copies.ts';
import { withKiosk } from './with-kiosk.ts';

const options = {
  procedure: { type: 'string' },
  document: { type: 'string', multiple: true },
  field: { type: 'string', multiple: true },
  channel: { type: 'string', multiple: true },
  language: { type: 'string' },
  helper: { type: 'string' },
  out: { type: 'string' },
  printer: { type: 'string' },
  scanner: { type: 'string' },
  a4: { type: 'string' },
  bundle: { type: 'string' },
} as const;

/** `recepisse file …`: one filing without the UI, through the same core. Exit 0 once it is recorded, whatever the printer says. */
export async function fileCommand(args: readonly string[]): Promise<Outcome> {
  const parsed = parseCommandLine(args, options, 0);
  if (!parsed.ok) return parsed;
  const input = readInput(parsed.value);
  if (!input.ok) return input;
  return withKiosk({ data: parsed.value.text('data'), bundle: parsed.value.text('bundle') }, async (kiosk) => {
    const request = checkRequest(input.value, kiosk.bundle);
    if (!request.ok) return request;
    const out = await openOutFolder(parsed.value.text('out'), kiosk.core.folder);
    if (!out.ok) return out;
    const given = (name: string): string | null => parsed.value.text(name);
    const named = { printer: given('printer'), scanner: given('scanner'), a4: given('a4') };
    const devices = await chooseDevices(kiosk.bundle, named, kiosk.core.folder);
    if (!devices.ok) return devices;
    const noA4 = refuseA4(named.a4);
    if (noA4) return noA4;
    const scanner = openScannerFor(request.value.documents, devices.value.scanner, kiosk);
    if (!scanner.ok) return scanner;
    const printer = await openPrinter(devices.value.printer, { profiles: kiosk.bundle.printers });
    if (!printer.ok) return printer;
    try {
      const filed = await fileFiling(request.value, { kiosk, scanner: scanner.value, printer: printer.value });
      if (!filed.ok) return filed;
      // It is recorded: not even a bug in a drawing takes that back (promise 1).
      const paths = await copy(out.value, kiosk, filed.value, printer.value.profile).catch(() => noCopies);
      return ok(answer(filed.value, paths));
    } finally {
      // The answer is known: a printer that does not close takes nothing of it back.
      await printer.value.close().catch(() => undefined);
    }
  });
}

async function copy(
  out: string | null,
  kiosk: Kiosk,
  { record, receipt, sealer }: Filed,
  profile: PrinterProfile,
): Promise<CopyPaths> {
  if (out === null) return noCopies;
  const { vault } = kiosk.core;
  const pages = storedPages(kiosk.core, { filing: { pagesEndedAt: null }, sealer, record });
  const drawn = await thumbnailsOf(pages);
  const thumbnails = drawn.ok ? drawn.value : [];
  const copied = { record, receipt, thumbnails, files: storedFiles(vault, sealer, record.manifest) };
  return writeCopies(out, kiosk, copied, profile);
}

function answer(filed: Filed, paths: CopyPaths): { exit: 0; json: object; text: string } {
  const { filing, receipt, printed, judgements } = filed;
  const { content } = receipt;
  const json = {
    number: filing.number,
    state: filing.state,
    preparedAt: isoTime(filing.preparedAt),
    manifestHash: toHex(filing.manifestHash),
    documents: filed.record.manifest.documents.map(({ code, pages }) => ({ code, pages: pages.length })),
    pages: filing.pages,
    verdicts: judgements,
    ledgerIndex: content.ledgerIndex,
    qr: encodeQrText(receipt.cose),
    printed: printed.result,
    printerStatus: printed.status,
    deliveries: filing.deliveries.map(({ channel, state, reference }) => ({ channel, state, reference })),
    paths,
  };
  const recorded = `${filing.number}: recorded, ${filing.pages} pages; receipt ${printed.result} (${printed.status})`;
  const doubts = judgements.filter(({ verdict }) => verdict !== 'good');
  const text = [recorded, ...doubts.map(doubtLine)].join('\n');
  return { exit: 0, json, text };
}

const doubtLine = ({ document, page, verdict, concerns }: Filed['judgements'][number]): string =>
  `look at ${document}, page ${page}: ${verdict} (${concerns.join(', ')})`;

const usage = (message: string): { ok: false; fault: Fault } => fail({ code: 'bad-usage', message });

function readInput(parsed: Parsed): Result<FilingInput, Fault> {
  const procedure = parsed.text('procedure');
  if (procedure === null)
    return usage('Give --procedure ID: an id of the catalogue, such as ft-reponse-avertissement.');
  const documents: RequestedDocument[] = [];
  for (const text of parsed.texts('document')) {
    const document = readDocument(text);
    if (!document.ok) return document;
    documents.push(document.value);
  }
  // No prototype: a field called `__proto__` is a field, and is refused as one.
  const fields: Record<string, string> = Object.create(null);
  for (const text of parsed.texts('field')) {
    const [, key, value] = /^([A-Za-z0-9_]+)=(.*)$/s.exec(text) ?? [];
    if (key === undefined || value === undefined) return usage('--field is KEY=VALUE, such as deposant=NAME.');
    if (Object.hasOwn(fields, key)) return usage(`The field "${key}" is given twice.`);
    fields[key] = value;
  }
  const channels = parsed.texts('channel');
  return ok({
    procedure,
    documents,
    fields,
    channels: channels.length > 0 ? channels : ['counter'],
    language: parsed.text('language') ?? 'fr',
    helper: parsed.text('helper'),
  });
}

/** `CODE=FILE[,FILE…]` or `CODE=scan[:N]`. What was typed is not repeated: a file may be named after a person. */
function readDocument(text: string): Result<RequestedDocument, Fault> {
  const [, code, rest] = /^([A-Za-z0-9_-]+)=(.+)$/s.exec(text) ?? [];
  const form = '--document is CODE=FILE[,FILE…] or CODE=scan[:N].';
  if (code === undefined || rest === undefined) return usage(form);
  const source = readSource(rest);
  if (isOneFile(rest, source)) {
    return usage(`A comma separates files: rename the file of --document ${code} so that its name has none.`);
  }
  return source ? ok({ code, source }) : usage(form);
}

function readSource(text: string): DocumentSource | null {
  const [scan, count] = /^scan(?::(\d{1,4}))?$/.exec(text) ?? [];
  if (scan !== undefined) {
    const pages = count === undefined ? 'feeder' : Number(count);
    return pages === 0 ? null : { kind: 'scan', pages };
  }
  const files = text.split(',');
  return files.every((file) => file !== '') ? { kind: 'files', files } : null;
}

/** True when the commas belong to the name of one file that exists, since not every part of it does. */
const isOneFile = (text: string, source: DocumentSource | null): boolean =>
  text.includes(',') &&
  existsSync(text) &&
  !(source?.kind === 'files' && source.files.every((file) => existsSync(file)));

/** No A4 is printed by this command yet: only the name that promises nothing is taken. */
function refuseA4(name: string | null): { ok: false; fault: Fault } | null {
  if (name === null || name === 'virtual:') return null;
  const opened = openA4(name);
  const message = 'This command prints no A4 yet: leave out --a4, and take the PDF of --out.';
  return opened.ok ? fail({ code: 'no-a4', message }) : opened;
}

function openScannerFor(
  documents: readonly RequestedDocument[],
  name: string,
  { pageLimits }: Kiosk,
): Result<Scanner | null, Fault> {
  if (!documents.some(({ source }) => source.kind === 'scan')) return ok(null);
  return openScanner(name, { tmpRoot: '/dev/shm', pageLimits });
}
