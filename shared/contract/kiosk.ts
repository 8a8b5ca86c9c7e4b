import { z } from 'zod';
import { leftToDoIs } from '../filing.ts';
import { call, event } from './contract.ts';

const language = z.string().min(2).max(10);

/** How the receipt printer is, as far as a screen needs it. */
export const paperStates = ['ready', 'near-end', 'paper-out', 'trouble', 'absent'] as const;

export const kioskStateSchema = z.strictObject({
  demo: z.boolean(),
  /** An explicit demo flag took Chromium's sandbox away: the screen says so. */
  unsafeHost: z.boolean(),
  kioskName: z.string(),
  desk: z.strictObject({ name: z.string(), address: z.array(z.string()), phone: z.string().nullable() }),
  languages: z.array(language),
  /** The desk's: a time on the screen is the one on the receipt. */
  timeZone: z.string(),
  printer: z.enum(paperStates),
  scanner: z.enum(['ready', 'busy', 'absent']),
  /** The scanner is a camera of the page's own: a part of its label, empty for any; null: it is none. */
  camera: z.string().nullable(),
  /** Filings that must leave soon or are late, by their visitors' deadlines: said to the desk's own people, as a number. */
  urgent: z.int().nonnegative(),
  /** Virtual devices are shown as such, with a dock to misuse them. */
  virtual: z.strictObject({ printer: z.boolean(), scanner: z.boolean() }),
});
export type KioskState = z.infer<typeof kioskStateSchema>;

export const visitEndings = ['finished', 'stopped', 'inactive', 'crashed', 'kiosk-stopping'] as const;

/** What the page may ask the core. Nothing here carries what a visitor brings or types (DESIGN section 3, "Processes"). */
export const kioskContract = {
  state: call(z.strictObject({}), kioskStateSchema),
  /** Every text of one language, French filled in where it lacks one. */
  texts: call(z.strictObject({ language }), z.record(z.string(), z.string()), ['no-such-language']),
  /** Opens a visit: a process of its own. The page then connects to it with `ticket`, once. */
  openVisit: call(z.strictObject({ language }), z.strictObject({ ticket: z.string() }), [
    'busy',
    'no-tmpfs',
    'not-ready',
  ]),
  /** After a crash of the page: the visit that still lives, to be offered again. Null when there is none. */
  livingVisit: call(
    z.strictObject({}),
    z.strictObject({ living: z.strictObject({ ticket: z.string(), language }).nullable() }),
  ),
  /** How the last visit ended, told once to a page that came after it: the host may give each visit a new page. */
  lastEnding: call(
    z.strictObject({}),
    z.strictObject({
      how: z.enum(visitEndings).nullable(),
      language: language.nullable(),
      /** It recorded a filing that its visitor must still hand over at the counter. */
      leftToDo: z.enum(leftToDoIs).nullable(),
    }),
  ),
  /** States and times by number, nothing personal (« Mon reçu »). */
  receiptStatus: call(
    z.strictObject({ number: z.string().max(40) }),
    z.strictObject({
      number: z.string(),
      state: z.string(),
      preparedAt: z.string(),
      pages: z.int(),
      states: z.array(z.strictObject({ state: z.string(), channel: z.string().nullable(), at: z.string() })),
      waitingFor: z.enum(['agent', 'agency', 'nothing']),
      /** Its delivery by post: `waiting` until a registered letter's number is given. */
      post: z.enum(['none', 'waiting', 'sent']),
    }),
    ['bad-number', 'no-such-filing'],
  ),
  /** Opens the staff's room with an agent's number and PIN. A wrong one, or one too soon (not looked at), gives no ticket but the time to wait. */
  openStaff: call(
    z.strictObject({ agent: z.string().max(8), pin: z.string().max(10), language }),
    z.strictObject({ ticket: z.string().nullable(), waitSeconds: z.int(), isTooSoon: z.boolean() }),
    ['busy', 'no-agents', 'trouble', 'no-tmpfs', 'not-ready'],
  ),
  /** Demonstration only: what a hand would do to the virtual devices. */
  dock: call(
    z.discriminatedUnion('device', [
      z.strictObject({
        device: z.literal('printer'),
        act: z.enum(['healthy', 'paper-out', 'cover-open', 'silent', 'cut-line']),
      }),
      z.strictObject({
        device: z.literal('scanner'),
        act: z.enum(['healthy', 'jam', 'empty', 'cover-open', 'unplugged']),
      }),
    ]),
    z.strictObject({}),
    ['not-virtual'],
  ),
  stateChanged: event(kioskStateSchema),
  /** The visit's process and its folder are gone. */
  visitEnded: event(z.strictObject({ how: z.enum(visitEndings) })),
} as const;
