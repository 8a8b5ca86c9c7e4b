import { z } from 'zod';
import { evidenceKinds } from '../../shared/filing.ts';
import { manifestSchema } from '../../shared/receipt/manifest.ts';
import { type Fault, fail, type Result } from '../../shared/result.ts';
import { printActs } from '../filings/audit-acts.ts';
import { filingKeyBytes } from '../filings/vault.ts';
import type { CoreForVisit } from './core-for-visit.ts';
import type { FilingOrder } from './filing-order.ts';
import { observationSchema } from './observation-schema.ts';

const bytes = z.instanceof(Uint8Array);
/** 16 bytes as base64url. */
const salt = z.string().regex(/^[\w-]{22}$/);
const number = z.string().max(20);
const sequence = z.int().min(1);

const orderSchema: z.ZodType<FilingOrder> = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{32}$/),
  manifest: manifestSchema,
  salts: z.strictObject({ fields: salt, depositor: salt.nullable(), ledger: salt }),
  filingKey: bytes.refine((key) => key.length === filingKeyBytes),
  record: bytes,
  due: bytes.refine(({ length }) => length <= 512).nullable(),
});

/** What a visit's process may ask, as it comes over the fork's pipe. */
export const askSchema = z.discriminatedUnion('ask', [
  z.strictObject({ ask: z.literal('number') }),
  z.strictObject({ ask: z.literal('head') }),
  z.strictObject({
    ask: z.literal('record'),
    order: orderSchema,
  }),
  z.strictObject({ ask: z.literal('sign-a4'), number, payload: bytes.refine(({ length }) => length <= 512) }),
  z.strictObject({ ask: z.literal('start-print'), number, sequence }),
  z.strictObject({
    ask: z.literal('finish-print'),
    print: z.strictObject({ id: z.int(), duplicate: z.boolean() }),
    result: z.enum(['printed', 'not-printed', 'unknown']),
  }),
  z.strictObject({ ask: z.literal('receipt'), qrText: z.string().max(8_000) }),
  z.strictObject({ ask: z.literal('open'), number }),
  z.strictObject({ ask: z.literal('observe'), number, observation: observationSchema }),
  z.strictObject({
    ask: z.literal('keep-evidence'),
    number,
    paper: z.strictObject({
      rank: z.int().min(1),
      kind: z.enum(evidenceKinds),
      sha256: bytes.refine(({ length }) => length === 32),
    }),
  }),
  z.strictObject({ ask: z.literal('waiting') }),
  z.strictObject({ ask: z.literal('note-act'), number, act: z.enum(printActs) }),
]);
export type CoreAsk = z.infer<typeof askSchema>;

/** The core's end: one ask, one answer. */
export function answerAsk(core: CoreForVisit, ask: CoreAsk): Promise<Result<unknown, Fault>> {
  switch (ask.ask) {
    case 'number':
      return core.number();
    case 'head':
      return core.head();
    case 'record':
      // What came over the pipe is a copy: nobody else holds it.
      return core.record(ask.order).finally(() => ask.order.filingKey.fill(0));
    case 'sign-a4':
      return core.signA4(ask.number, ask.payload);
    case 'start-print':
      return core.startPrint(ask.number, ask.sequence);
    case 'finish-print':
      return core.finishPrint(ask.print, ask.result);
    case 'receipt':
      return core.receipt(ask.qrText);
    case 'open':
      return core.open(ask.number);
    case 'observe':
      return core.observe(ask.number, ask.observation);
    case 'keep-evidence':
      return core.keepEvidence(ask.number, ask.paper);
    case 'waiting':
      return core.waiting();
    case 'note-act':
      return core.noteAct(ask.number, ask.act);
  }
}

/** The core answers from its own disk; longer than this it is gone. */
const answerTimeoutMs = 30_000;

export interface CoreLink {
  readonly core: CoreForVisit;
  /** Takes an answer that came back. */
  hear(id: number, result: Result<unknown, Fault>): void;
}

/** The visit's end: the same interface, over the fork's pipe. The parent made this process, so its answers are believed. */
export function linkCore(send: (id: number, ask: CoreAsk) => void): CoreLink {
  const waiting = new Map<number, (result: Result<unknown, Fault>) => void>();
  let lastId = 0;
  function ask<T>(question: CoreAsk): Promise<Result<T, Fault>> {
    const id = ++lastId;
    return new Promise((resolve) => {
      const settle = (result: Result<unknown, Fault>): void => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(result as Result<T, Fault>);
      };
      const timer = setTimeout(
        () => settle(fail({ code: 'no-answer', message: 'The kiosk does not answer.' })),
        answerTimeoutMs,
      );
      waiting.set(id, settle);
      send(id, question);
    });
  }
  return {
    core: {
      number: () => ask({ ask: 'number' }),
      head: () => ask({ ask: 'head' }),
      record: (order) => ask({ ask: 'record', order }),
      signA4: (number, payload) => ask({ ask: 'sign-a4', number, payload: Uint8Array.from(payload) }),
      startPrint: (number, sequence) => ask({ ask: 'start-print', number, sequence }),
      finishPrint: (print, result) => ask({ ask: 'finish-print', print, result }),
      receipt: (qrText) => ask({ ask: 'receipt', qrText }),
      open: (number) => ask({ ask: 'open', number }),
      observe: (number, observation) => ask({ ask: 'observe', number, observation }),
      keepEvidence: (number, paper) =>
        ask({ ask: 'keep-evidence', number, paper: { ...paper, sha256: Uint8Array.from(paper.sha256) } }),
      waiting: () => ask({ ask: 'waiting' }),
      noteAct: (number, act) => ask({ ask: 'note-act', number, act }),
    },
    hear: (id, result) => waiting.get(id)?.(result),
  };
}
