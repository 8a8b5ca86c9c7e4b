import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { demoBundlePath, loadBundle } from '../../kiosk-config/schema/load-bundle.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../../main/devices/printers/virtual/virtual-printer.ts';
import { type EsclServer, startEsclServer } from '../devices/escl-server.ts';
import {
  answerOf,
  answers,
  faultOf,
  filesBelow,
  fingerprint,
  newPlace,
  pathsOf,
  type Run,
  recepisse,
  verifyByKey,
} from './cli.ts';
import { drawSpecimens } from './pages.ts';
import { readByZbar, readByZxing } from './qr-readers.ts';

/** The whole path on real parts: scanimage and sane-airscan pull the pages, ESC/POS goes out over TCP to a printer that answers. */
const place = newPlace('escl');
let sheets: Uint8Array[] = [];
let letter = '';
let scanner: EsclServer;
const printers: VirtualPrinter[] = [];

beforeAll(async () => {
  const paths = await drawSpecimens(place.root, 4);
  [letter = ''] = paths.splice(3);
  sheets = paths.map((path) => new Uint8Array(readFileSync(path)));
  scanner = await startEsclServer(sheets);
}, 60_000);
afterEach(async () => {
  scanner.mishap({ kind: 'none' });
  for (const printer of printers.splice(0)) await printer.close();
});
afterAll(async () => {
  await scanner.close();
  place.remove();
});

/** A printer of this model on a port of its own. */
async function plugIn(profile: string): Promise<{ printer: VirtualPrinter; spec: string }> {
  const bundle = await loadBundle(demoBundlePath);
  const model = bundle.ok ? bundle.value.printers.find(({ id }) => id === profile) : undefined;
  if (!model) throw new Error(`no profile ${profile}`);
  const started = await startVirtualPrinter({ profile: model, speedMmPerS: 600 });
  if (!started.ok) throw new Error(started.fault.message);
  printers.push(started.value);
  return { printer: started.value, spec: `tcp://127.0.0.1:${started.value.port}?profile=${profile}` };
}

const file = (printer: string, proofs: string, ...more: string[]): Promise<Run> =>
  recepisse(
    place,
    ...['file', '--procedure', 'ft-reponse-avertissement', '--document', `avertissement=${letter}`],
    ...[
      '--document',
      `preuves=${proofs}`,
      '--scanner',
      `escl:${scanner.url}`,
      '--printer',
      printer,
      '--out',
      place.out,
      ...more,
    ],
  );

/** The only paper that came out of the printer, as a picture in a file. */
async function paperOf(printer: VirtualPrinter): Promise<{ path: string; png: Uint8Array; text: string }> {
  const papers = await printer.papers();
  const [paper] = papers;
  expect(papers).toHaveLength(1);
  if (!paper) throw new Error('no paper');
  const path = join(place.root, 'paper.png');
  writeFileSync(path, paper.png);
  return { path, png: paper.png, text: paper.text };
}

describe('three pages from a feeder, through scanimage and sane-airscan', () => {
  it('are filed, printed and proven: the QR code on the paper is the one that was answered', async () => {
    scanner.load(sheets);
    const { printer, spec } = await plugIn('generic-80');
    const filed = answerOf(answers.file, await file(spec, 'scan', '--field', 'deposant=Odile Exemple'));
    expect(filed).toMatchObject({
      state: 'prepared',
      documents: [
        { code: 'avertissement', pages: 1 },
        { code: 'preuves', pages: 3 },
      ],
      pages: 4,
      printed: 'printed',
    });
    // The feeder was asked for a page of A4 at 300 dpi.
    expect(scanner.jobs.at(-1)).toMatchObject({ source: 'Feeder', dpi: 300 });
    expect(scanner.jobs.at(-1)?.widthPx).toBeGreaterThanOrEqual(2479);
    expect(scanner.jobs.at(-1)?.heightPx).toBeGreaterThanOrEqual(3507);
    expect(scanner.requests.filter((request) => request.endsWith('/NextDocument')).length).toBeGreaterThanOrEqual(3);

    const paper = await paperOf(printer);
    expect(paper.text).toContain(filed.number);
    expect(readByZbar(paper.path)).toEqual([filed.qr]);
    expect(await readByZxing(paper.png)).toEqual([filed.qr]);
    // The copy that --out draws is the same paper.
    expect(readByZbar(pathsOf(filed).png)).toEqual([filed.qr]);
    for (const receipt of [...readByZbar(paper.path), pathsOf(filed).receipt, pathsOf(filed).pdf]) {
      expect(answerOf(answers.verify, await verifyByKey(place, receipt))).toMatchObject({ valid: true, pages: 4 });
    }
    const withPapers = await verifyByKey(place, pathsOf(filed).pdf, '--documents', pathsOf(filed).documents);
    expect(answerOf(answers.verify, withPapers).problems).toEqual([]);
  }, 120_000);

  it('as many as were asked for: the others stay in the feeder', async () => {
    scanner.load(sheets);
    const filed = answerOf(answers.file, await file('virtual:', 'scan:2'));
    expect(filed.pages).toBe(3);
  }, 120_000);
});

describe('a scan that fails', () => {
  it.each([
    ['a jam after the second page', 'scan-jam', /jammed/, 'scan', (): void => scanner.mishap({ kind: 'jam', page: 3 })],
    ['a jam at the first', 'scan-jam', /jammed/, 'scan', (): void => scanner.mishap({ kind: 'jam', page: 1 })],
    ['an open cover', 'scan-cover-open', /cover/, 'scan', (): void => scanner.mishap({ kind: 'hatch' })],
    ['a line cut in mid-page', 'scan-', /./, 'scan', (): void => scanner.mishap({ kind: 'cut', page: 2 })],
    ['an empty feeder', 'scan-no-paper', /Put the next sheets in/, 'scan', (): void => scanner.load([])],
    [
      'a feeder with fewer sheets than asked',
      'scan-no-paper',
      /Put the next sheets in/,
      'scan:5',
      (): void => undefined,
    ],
  ])(
    '%s: exit 2, and nothing recorded, printed or left',
    async (_, code, says, pages, mishap) => {
      scanner.load(sheets);
      mishap();
      const before = [fingerprint(place.data), fingerprint(place.counter), fingerprint(place.out)];
      const { printer, spec } = await plugIn('generic-80');
      const fault = faultOf(await file(spec, pages));
      expect(fault).toEqual({
        code: expect.stringContaining(code) as string,
        message: expect.stringMatching(says) as string,
      });
      expect([fingerprint(place.data), fingerprint(place.counter), fingerprint(place.out)]).toEqual(before);
      expect({ papers: await printer.papers(), tmp: filesBelow(place.tmp) }).toEqual({ papers: [], tmp: [] });
    },
    120_000,
  );

  it('a scanner that is gone: exit 2 and its cure', async () => {
    const fault = faultOf(
      await recepisse(
        place,
        'file',
        '--procedure',
        'ft-reponse-avertissement',
        '--document',
        'avertissement=scan:1',
        '--document',
        'preuves=scan:1',
        '--scanner',
        'escl:http://127.0.0.1:9/eSCL',
      ),
    );
    expect(fault).toEqual({ code: 'scan-disconnected', message: expect.stringMatching(/cable/) as string });
  }, 120_000);
});

describe('a printer that does not print', () => {
  it('gone: the filing stands, and nothing is claimed of the paper', async () => {
    const { printer, spec } = await plugIn('generic-80');
    await printer.close();
    const filed = answerOf(answers.file, await file(spec, letter));
    expect({ state: filed.state, printed: filed.printed }).toEqual({ state: 'prepared', printed: 'not-printed' });
  }, 120_000);

  it('without paper: not-printed, and not a line of the receipt came out', async () => {
    const { printer, spec } = await plugIn('generic-80');
    printer.control({ paper: 'out' });
    const filed = answerOf(answers.file, await file(spec, letter));
    expect({ printed: filed.printed, papers: await printer.papers() }).toEqual({ printed: 'not-printed', papers: [] });
  }, 120_000);
});

describe('narrow and finer papers', () => {
  it.each(['generic-58', 'epson-tm-t88v'])(
    '%s: both readers read the QR code',
    async (profile) => {
      const { printer, spec } = await plugIn(profile);
      const filed = answerOf(answers.file, await file(spec, letter));
      expect(filed.printed).toBe('printed');
      const paper = await paperOf(printer);
      expect(readByZbar(paper.path)).toEqual([filed.qr]);
      expect(await readByZxing(paper.png)).toEqual([filed.qr]);
    },
    120_000,
  );
});
