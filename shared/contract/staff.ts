import { z } from 'zod';
import { channelIds, deliveryStates, filingStates } from '../filing.ts';
import { call, event } from './contract.ts';
import { printResults } from './visit.ts';

const none = z.strictObject({});
const channel = z.enum(channelIds);
const number = z.string().max(40);

/** A filing as an agent sees it: states, times and references; no name, no field, no page. */
export const staffFilingSchema = z.strictObject({
  number: z.string(),
  /** The procedure's title; its id when the catalogue no longer has it. */
  title: z.string(),
  preparedAt: z.string(),
  pages: z.int(),
  state: z.enum(filingStates),
  deliveries: z.array(
    z.strictObject({
      channel,
      state: z.enum(deliveryStates),
      at: z.string().nullable(),
      reference: z.string().nullable(),
      /** The machine did its part: a person confirms. */
      handedOver: z.boolean(),
    }),
  ),
  acknowledgement: z
    .strictObject({ number: z.string(), date: z.string(), pagesCounted: z.int().nullable() })
    .nullable(),
  /** Slips kept as evidence of the sending. */
  evidence: z.int(),
  /** Receipts issued so far. */
  receipts: z.int(),
});
export type StaffFiling = z.output<typeof staffFilingSchema>;

/** Paper of one act: what the receipt printer said, and what the A4 printer was handed. */
export const actDoneSchema = z.strictObject({
  filing: staffFilingSchema,
  receipt: z.enum(printResults),
  /** The letter that claims pages the agency does not count; null: none is due. */
  claim: z.enum(['handed-over', 'not-handed-over', 'no-a4']).nullable(),
});
export type ActDone = z.output<typeof actDoneSchema>;

/** Why an act was not recorded: the states do not allow it, what was given is wrong, or nothing is open. */
export const actFaults = [
  'nothing-open',
  'not-allowed',
  'bad-number',
  'wrong-check-digit',
  'bad-date',
  'bad-pages',
  'not-by-post',
  'disk-full',
  'trouble',
] as const;

/** What the page may ask in the staff's room: a process of its own, like a visit's. */
export const staffContract = {
  /** Devices with what to do, and every delivery that is not finished. */
  overview: call(
    none,
    z.strictObject({
      agent: z.string(),
      devices: z.array(
        z.strictObject({
          kind: z.enum(['receipt-printer', 'scanner', 'a4-printer']),
          name: z.string(),
          status: z.string().max(40),
          virtual: z.boolean(),
        }),
      ),
      waiting: z.array(
        z.strictObject({
          number: z.string(),
          channel,
          state: z.enum(deliveryStates),
          attempts: z.int(),
          /** null: a person is waited for. */
          nextAt: z.string().nullable(),
          /** The visitor's own deadline, `2026-12-04`; null when none is known. */
          due: z.string().nullable(),
          dueCertain: z.boolean(),
          warning: z.enum(['none', 'soon', 'late']),
          /** The day its pages are destroyed, once that is near; else null. */
          endsOn: z.string().nullable(),
        }),
      ),
    }),
    ['trouble'],
  ),
  openFiling: call(z.strictObject({ number }), staffFilingSchema, [
    'bad-number',
    'no-such-filing',
    'forgotten',
    'trouble',
  ]),
  /** The channel took it. By post the registered letter's number is given; at the counter the agent's own stands for it. */
  confirm: call(z.strictObject({ channel, reference: z.string().max(80) }), actDoneSchema, actFaults),
  /** A person saw that the receiver does not have it: it is queued again. */
  notReceived: call(z.strictObject({ channel }), actDoneSchema, actFaults),
  /** The agency's own word. `pagesHeld`: such as `1-7,12`, ranks over the whole filing; null: it did not say. */
  acknowledge: call(
    z.strictObject({
      number: z.string().max(80),
      date: z.string().max(10),
      pages: z.int().min(0).max(99_999).nullable(),
      pagesHeld: z.string().max(400).nullable(),
    }),
    actDoneSchema,
    actFaults,
  ),
  withdraw: call(none, actDoneSchema, actFaults),
  /** The newest receipt again, with DUPLICATA. */
  printLast: call(none, z.strictObject({ result: z.enum(printResults) }), ['nothing-open', 'busy']),
  /** The paper that leaves by post, or the slips that were kept, on the A4 printer. */
  printPapers: call(
    z.strictObject({ papers: z.enum(['pack', 'evidence', 'claim']) }),
    z.strictObject({ handedOver: z.boolean() }),
    ['nothing-open', 'not-by-post', 'no-a4', 'busy', 'trouble'],
  ),
  stillHere: call(none, none),
  leave: call(none, none),

  inactive: event(z.strictObject({ secondsLeft: z.int().nullable() })),
} as const;
