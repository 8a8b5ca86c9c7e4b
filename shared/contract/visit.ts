import { z } from 'zod';
import { documentAges } from '../document-age.ts';
import { channelIds, evidenceKinds } from '../filing.ts';
import { checkNames, pageVerdicts } from '../page-check.ts';
import { signatureResults } from '../paper-code.ts';
import { channelStops } from '../procedure.ts';
import { call, event } from './contract.ts';
import { frameFaults } from './frame.ts';

const none = z.strictObject({});
const id = z.string().min(1).max(80);

/** One line of a list of procedures. `fileable`: filed end to end here; otherwise it ends in « comment faire ». */
export const procedureLineSchema = z.strictObject({
  id,
  title: z.string(),
  plain: z.string(),
  agency: z.string(),
  agencyCode: z.string(),
  domain: z.string(),
  fileable: z.boolean(),
});

export const dateLineSchema = z.strictObject({
  label: z.string(),
  date: z.string().nullable(),
  /** « Au plus tard le … » in full words, or how to count. */
  when: z.string(),
  /** Days from today to a limit, 0 on its own day; null where there is no day or it is past. */
  left: z.int().nonnegative().nullable(),
  certain: z.boolean(),
  /** What to do where the date is near or gone, as a sentence. */
  alarm: z.string().nullable().optional(),
});

export const procedureSchema = procedureLineSchema.extend({
  documents: z.array(
    z.strictObject({
      code: id,
      label: z.string(),
      need: z.enum(['oui', 'non', 'selon_situation']),
      original: z.boolean(),
      /** How old it may be (`atMost`) or must be (`atLeast`); its day is asked once. null: no age counts. */
      age: z
        .strictObject({
          atMost: z.int().nullable(),
          atLeast: z.int().nullable(),
          unit: z.enum(['days', 'months', 'years']),
        })
        .nullable(),
      note: z.string().nullable(),
      /** Said while it is copied. */
      advice: z.string().nullable(),
    }),
  ),
  fields: z.array(
    z.strictObject({
      code: id,
      label: z.string(),
      type: z.enum(['texte', 'adresse', 'date']),
      channels: z.array(z.enum(channelIds)),
      neededBy: z.array(z.enum(channelIds)),
    }),
  ),
  dates: z.array(dateLineSchema),
  free: z.strictObject({ isFree: z.boolean(), note: z.string().nullable() }),
  routes: z.strictObject({
    online: z.array(z.strictObject({ host: z.string(), note: z.string().nullable() })),
    phone: z.array(z.strictObject({ number: z.string(), note: z.string().nullable() })),
    post: z.string().nullable(),
    counters: z.array(z.string()),
  }),
  /** A letter to fill by hand can be printed for it. */
  letter: z.boolean(),
  /** Channels of the entry that this kiosk has in service; any other is refused. */
  channels: z.array(
    z.strictObject({ id: z.enum(channelIds), cost: z.enum(['free', 'stamp']), needsOriginals: z.boolean() }),
  ),
  /** Channels that this kiosk has in service and this procedure cannot take, and why. */
  stopped: z.array(z.strictObject({ id: z.enum(channelIds), why: z.enum(channelStops) })),
});

/** A code on a page. Nothing of it is filled in by itself; of one whose signature is `invalid` neither day nor address is told. */
export const readCodeSchema = z.strictObject({
  kind: z.literal('2d-doc'),
  /** Who signed, by its certificate where the signature is valid; else the names in the code. */
  issuer: z.string(),
  issuedOn: z.string().nullable(),
  signature: z.enum(signatureResults),
  /** Of a proof of address, for the visitor to confirm. */
  address: z.strictObject({ holder: z.string(), lines: z.array(z.string()) }).nullable(),
});

/** The day of a paper as the visitor said it, and whether that day suits. */
export const issuedSchema = z.strictObject({ date: z.string(), age: z.enum(documentAges).exclude(['unknown']) });

/** A page as the screen shows it. `image` is a one-time address: fetched once, never stored. */
export const scannedPageSchema = z.strictObject({
  id,
  document: id,
  rank: z.int(),
  image: z.string(),
  widthPx: z.int(),
  heightPx: z.int(),
  /** null: none, or not looked for yet; `codeRead` tells. */
  code: readCodeSchema.nullable(),
  verdict: z.enum(pageVerdicts),
  /** What the checks found, the weightiest first. */
  concerns: z.array(z.enum(checkNames)),
  /** Good, or the visitor looked and decided to keep it. A page that is not cannot be recorded. */
  settled: z.boolean(),
  /** The earlier page of this filing that it repeats (`twice`). */
  sameAs: id.nullable(),
  /** How often the paper in this place was scanned, from 1. */
  scans: z.int().positive(),
});
/** What the scanner and the checks do with one page. */
export const scanPhases = ['scanning', 'checking'] as const;

export const scanFaults = [
  'busy',
  'jam',
  'no-paper',
  'cover-open',
  'trouble',
  'absent',
  'cancelled',
  'too-many-pages',
  'bad-page',
  'camera-absent',
  'camera-busy',
  'camera-refused',
  'camera-late',
  'camera-bad',
] as const;
export const printResults = ['printed', 'not-printed', 'unknown'] as const;

export const recordedSchema = z.strictObject({
  number: z.string(),
  preparedAt: z.string(),
  pages: z.int(),
  /** How it leaves. */
  channels: z.array(z.enum(channelIds)),
  /** The paper as it is printed, drawn: a one-time address; null when it cannot be drawn. */
  paper: z.string().nullable(),
  dates: z.array(dateLineSchema),
});

/** What the page may ask the visit's own process: everything that carries what a visitor brings, types or takes away. */
export const visitContract = {
  find: call(
    z.strictObject({
      words: z.string().max(80),
      agency: z.string().max(20).nullable(),
      domain: z.string().max(40).nullable(),
    }),
    z.array(procedureLineSchema),
  ),
  procedure: call(z.strictObject({ id }), procedureSchema, ['no-such-procedure']),
  /** Chooses the procedure that will be filed; pages already taken for another are dropped. */
  begin: call(z.strictObject({ procedure: id }), none, ['no-such-procedure', 'not-fileable']),
  setField: call(z.strictObject({ code: id, value: z.string().max(500) }), none, ['no-such-field', 'bad-date']),
  /** Takes the pages that lie in the scanner; each comes by `pageTaken`, the end by the answer. Pages already good are kept on any fault. */
  scan: call(z.strictObject({ document: id }), z.strictObject({ taken: z.int() }), [
    ...scanFaults,
    'no-such-document',
    'not-begun',
  ]),
  cancelScan: call(none, none),
  /** The page has no picture for this address; the scan that waits for it ends with the camera's fault. */
  frameFailed: call(z.strictObject({ frame: id, fault: z.enum(frameFaults) }), none, ['no-such-frame']),
  /** Scans one sheet in the place of this page, which stays until the new one is whole; it comes back under a new id. */
  redoPage: call(z.strictObject({ page: id }), scannedPageSchema, [...scanFaults, 'no-such-page']),
  /** « J’ai regardé, je garde cette page comme elle est. » */
  keepPage: call(z.strictObject({ page: id }), none, ['no-such-page']),
  /** Turns a page clockwise; it comes back under a new id, its checks as they were. */
  turnPage: call(
    z.strictObject({ page: id, quarterTurns: z.union([z.literal(1), z.literal(2), z.literal(3)]) }),
    scannedPageSchema,
    ['no-such-page', 'trouble'],
  ),
  removePage: call(z.strictObject({ page: id }), none, ['no-such-page']),
  /** A new one-time address of a page's picture. */
  pageImage: call(z.strictObject({ page: id }), z.strictObject({ image: z.string() }), ['no-such-page']),
  /** The day on a paper whose age counts. A day that does not suit is said and never refused: the visitor may know better. */
  setIssued: call(z.strictObject({ document: id, date: z.string().max(10) }), issuedSchema.pick({ age: true }), [
    'not-begun',
    'no-such-document',
    'bad-date',
  ]),
  /** `complete`: every paper that must be there is, and every page is settled. */
  review: call(
    none,
    z.strictObject({
      documents: z.array(
        z.strictObject({
          code: id,
          label: z.string(),
          pages: z.array(scannedPageSchema),
          missing: z.boolean(),
          issued: issuedSchema.nullable(),
        }),
      ),
      complete: z.boolean(),
    }),
    ['not-begun'],
  ),
  /** Records the filing; it answers only once it is on the disk: then the screen may say « dossier enregistré ». */
  record: call(z.strictObject({ channels: z.array(z.enum(channelIds)).min(1).max(6) }), recordedSchema, [
    'not-begun',
    'incomplete',
    'unsettled-page',
    'missing-field',
    'channel-not-allowed',
    'already-recorded',
    'does-not-fit',
    'disk-full',
    'trouble',
  ]),
  /** Prints the receipt of this visit; a second time it says DUPLICATA. */
  printReceipt: call(none, z.strictObject({ result: z.enum(printResults), status: z.string() }), [
    'nothing-recorded',
    'busy',
  ]),
  /** Hands the A4 receipt of this visit to the A4 printer; whether the sheets came out is asked of the visitor (promise 3). */
  printA4: call(none, z.strictObject({ handedOver: z.boolean() }), ['nothing-recorded', 'no-a4', 'busy']),
  /** Hands the paper that leaves by post to the A4 printer, and says what it needs at the post office. */
  printPack: call(
    none,
    z.strictObject({
      handedOver: z.boolean(),
      sheets: z.int(),
      envelope: z.enum(['DL', 'C4']),
      upToGrams: z.int().nullable(),
    }),
    ['nothing-recorded', 'not-by-post', 'no-a4', 'busy', 'trouble'],
  ),
  /** Hands a paper about a procedure to the A4 printer: the sheet « comment faire », or a blank letter. Whether it came out, the visitor sees. */
  printPaper: call(
    z.strictObject({ procedure: id, paper: z.enum(['how-to', 'letter']) }),
    z.strictObject({ handedOver: z.boolean() }),
    ['no-such-procedure', 'no-letter', 'no-a4', 'busy'],
  ),
  /** The same sheet on the receipt printer: for a desk without an A4 printer. */
  printSheet: call(
    z.strictObject({ procedure: id }),
    z.strictObject({ result: z.enum(printResults), status: z.string() }),
    ['no-such-procedure', 'busy'],
  ),
  /** Photocopy: one page from the scanner, then as many sheets as asked, on the A4 printer. */
  copy: call(
    z.strictObject({ copies: z.int().min(1).max(5) }),
    z.strictObject({ pages: z.int(), handedOver: z.boolean() }),
    [...scanFaults, 'no-a4'],
  ),
  /** Reads a receipt's QR on the scanner and prints that receipt again (DUPLICATA). */
  reprint: call(none, z.strictObject({ number: z.string(), result: z.enum(printResults) }), [
    ...scanFaults,
    'no-code',
    'not-ours',
    'too-old',
    'busy',
  ]),
  /** Reads a receipt's QR on the scanner and opens its filing: only who holds the paper may add to it. `post`: how it leaves by post. */
  openReceipt: call(none, z.strictObject({ number: z.string(), post: z.enum(['none', 'waiting', 'sent']) }), [
    ...scanFaults,
    'no-code',
    'not-ours',
    'too-old',
    'busy',
  ]),
  /** Scans the post office's slip: its picture is kept as evidence once the number is given; `reference` null: no number could be read. */
  readSlip: call(none, z.strictObject({ reference: z.string().nullable() }), [...scanFaults]),
  /** The registered letter's number makes the delivery by post *sent*: a second receipt is printed. `number`: a filing that this visit holds. */
  posted: call(
    z.strictObject({ number: id, reference: z.string().max(40) }),
    z.strictObject({ number: z.string(), result: z.enum(printResults), slipKept: z.boolean() }),
    ['nothing-open', 'not-by-post', 'already-sent', 'bad-number', 'wrong-check-digit', 'disk-full', 'trouble'],
  ),
  /** Scans the post office's slip, or the card that the post brought back signed, and keeps it with the filing. */
  keepSlip: call(z.strictObject({ number: id, kind: z.enum(evidenceKinds) }), none, [
    ...scanFaults,
    'nothing-open',
    'not-by-post',
    'not-kept',
  ]),
  /** The newest receipt of a filing that this visit holds; once more it says DUPLICATA. */
  printLatest: call(z.strictObject({ number: id }), z.strictObject({ result: z.enum(printResults) }), [
    'nothing-open',
    'busy',
  ]),
  /** After a crash of the page: where the visit stands, so that it can be offered again. Pages come by `review`. */
  resume: call(
    none,
    z.strictObject({
      language: z.string(),
      procedure: id.nullable(),
      fields: z.record(z.string(), z.string()),
      recorded: recordedSchema.nullable(),
    }),
  ),
  setLanguage: call(z.strictObject({ language: z.string().max(10) }), none, ['no-such-language']),
  /** Somebody is there: starts the inactivity time anew. */
  stillHere: call(none, none),
  /** « Terminer et effacer »: the process wipes and ends. */
  end: call(z.strictObject({ how: z.enum(['finished', 'stopped']) }), none),

  /** One page, as soon as its verdict is there. */
  pageTaken: event(scannedPageSchema),
  /** A scan waits for the camera's picture: the page posts it to this one-time address, or says `frameFailed`. */
  frameWanted: event(z.strictObject({ frame: id })),
  /** A code was found on a page that was taken. */
  codeRead: event(z.strictObject({ page: id, code: readCodeSchema })),
  /** `page`: its rank in the document, from 1. */
  scanProgress: event(z.strictObject({ document: id, page: z.int(), phase: z.enum(scanPhases) })),
  /** Seconds left before the visit is wiped; null: the warning is over. */
  inactive: event(z.strictObject({ secondsLeft: z.int().nullable() })),
} as const;
