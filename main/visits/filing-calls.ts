import { strictestLimits } from '../../kiosk-config/schema/file-limits.ts';
import { type ChannelId, depositorField } from '../../shared/filing.ts';
import { fieldsFor } from '../../shared/procedure.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { drawPaper } from '../devices/printers/virtual/draw-paper.ts';
import { isoTime } from '../filings/clock.ts';
import { isFileable, procedureById, showDates } from './catalogue-calls.ts';
import { dueOf } from './due-of.ts';
import { writeOrder } from './filing-order.ts';
import { checkRequest, type FilingRequest, isPlainDate } from './filing-request.ts';
import { discardImages, packDraft } from './pack-draft.ts';
import { ticketOf, viewOf } from './render-receipt.ts';
import { beginDraft, type VisitDraft } from './visit-draft.ts';
import type { RecordedFiling, VisitCalls, VisitKit } from './visit-state.ts';

type Recording = Result<RecordedFiling, Fault<RecordRefusal>>;
type RecordRefusal =
  | 'incomplete'
  | 'missing-field'
  | 'channel-not-allowed'
  | 'already-recorded'
  | 'does-not-fit'
  | 'disk-full'
  | 'trouble';

/** The ledger grows between two visits, hardly ever within one: a second try is rare, a third never seen. */
const maxTries = 3;

/** A filing from the choice of its procedure to « dossier enregistré ». */
export function filingCalls(kit: VisitKit): VisitCalls<'begin' | 'setField' | 'record' | 'resume'> {
  const { parts, state, inactivity } = kit;
  const { bundle } = parts;
  let recording = false;

  return {
    begin: async ({ procedure: id }) => {
      const procedure = procedureById(bundle, id);
      if (!procedure) return fail({ code: 'no-such-procedure', message: 'The catalogue has no such procedure.' });
      if (!isFileable(procedure, bundle))
        return fail({ code: 'not-fileable', message: 'This procedure is explained here, not filed.' });
      if (state.draft?.procedure === procedure && !state.recorded) return ok({});
      // What was recorded is the core's now; anything else goes with its pages.
      if (!state.recorded) state.draft?.drop();
      const { documentPages, filingPages } = bundle.limits;
      state.draft = beginDraft({ vault: parts.vault, procedure, limits: { documentPages, filingPages } });
      state.recorded = null;
      state.opened = null;
      state.hasSheets = false;
      parts.onDraft(state.draft.id);
      return ok({});
    },
    setField: async ({ code, value }) => {
      const { draft } = state;
      const field = draft?.procedure.champs.find((champ) => champ.code === code);
      if (!draft || state.recorded || (!field && code !== depositorField))
        return fail({ code: 'no-such-field', message: 'This procedure has no such field.' });
      const given = value.trim();
      if (field?.type === 'date' && given !== '' && !isPlainDate(given))
        return fail({ code: 'bad-date', message: 'This is not a day of the calendar.' });
      if (given === '') draft.fields.delete(code);
      else draft.fields.set(code, given);
      return ok({});
    },
    record: async ({ channels }) => {
      const { draft } = state;
      if (!draft) return fail({ code: 'not-begun', message: 'No procedure was chosen.' });
      if (state.recorded || recording)
        return fail({ code: 'already-recorded', message: 'This filing is recorded already.' });
      recording = true;
      const resume = inactivity.pause();
      try {
        const recorded = await recordDraft(kit, draft, channels);
        if (!recorded.ok) return recorded;
        state.recorded = recorded.value;
        draft.forgetKey();
        return ok(showRecorded(kit, recorded.value));
      } finally {
        recording = false;
        resume();
      }
    },
    resume: async () => {
      const { language, draft, recorded } = state;
      return ok({
        language,
        procedure: draft?.procedure.id ?? null,
        fields: Object.fromEntries(draft?.fields ?? []),
        recorded: recorded && showRecorded(kit, recorded),
      });
    },
  };
}

async function recordDraft(
  { parts, state }: VisitKit,
  draft: VisitDraft,
  channels: readonly ChannelId[],
): Promise<Recording> {
  const { core, facts, vault } = parts;
  const whole = draft.whole();
  const request = requestOf(draft, channels, state.language, parts.bundle);
  if (!request.ok) return request;
  const drawn = await core.number();
  if (!drawn.ok) return trouble(drawn.fault);
  const { number, preparedAt, clock } = drawn.value;
  const limits = strictestLimits(parts.bundle.channels, request.value.channels);
  const createdAt = new Date(preparedAt * 1000);
  const packed = await packDraft(whole, { number, createdAt, vault, limits, pageLimits: parts.pageLimits });
  if (!packed.ok) return trouble(packed.fault);
  const due = dueOf(parts, draft.procedure, request.value.fields);
  const input = { request: request.value, draft: whole, packed: packed.value, number, preparedAt, clock, due };
  for (let left = maxTries; ; left--) {
    const head = await core.head();
    if (!head.ok) return trouble(head.fault);
    const { order, record } = writeOrder(input, facts, head.value, parts);
    const receipt = await core.record(order);
    if (receipt.ok) {
      await discardImages(whole, vault);
      return ok({ record, receipt: receipt.value });
    }
    if (receipt.fault.code !== 'head-moved' || left <= 1) return trouble(receipt.fault);
  }
}

const trouble = ({ code, message }: Fault): Recording =>
  fail({ code: code === 'disk-full' || code === 'does-not-fit' ? code : 'trouble', message });

const refusals: Readonly<Record<string, RecordRefusal>> = {
  'missing-document': 'incomplete',
  'missing-field': 'missing-field',
  'unknown-channel': 'channel-not-allowed',
  'channel-not-allowed': 'channel-not-allowed',
  'channel-not-enabled': 'channel-not-allowed',
};

/** The same check as `file` makes, with the fields that these channels take. */
function requestOf(
  draft: VisitDraft,
  channels: readonly ChannelId[],
  language: string,
  bundle: VisitKit['parts']['bundle'],
): Result<FilingRequest, Fault<RecordRefusal>> {
  const { procedure } = draft;
  const taken = new Set(channels.flatMap((channel) => fieldsFor(procedure, channel).map(({ code }) => code)));
  const fields = [...draft.fields].filter(([code]) => taken.has(code) || code === depositorField);
  const request = checkRequest(
    {
      procedure: procedure.id,
      documents: draft.whole().documents.map(({ code }) => ({ code, source: { kind: 'files', files: [] } })),
      fields: Object.fromEntries(fields),
      channels,
      language,
      helper: null,
    },
    bundle,
  );
  if (request.ok) return request;
  const { code, message } = request.fault;
  return fail({ code: refusals[code] ?? 'trouble', message });
}

/** What the screen shows of a recorded filing; its paper is drawn when the page fetches it. */
function showRecorded({ parts, pictures, state }: VisitKit, { record, receipt }: RecordedFiling) {
  const { number, preparedAt, pageCount } = receipt.content;
  const view = viewOf(parts, record, receipt, false);
  const profile = parts.printer?.profile ?? parts.bundle.printers[0];
  const paper =
    view.ok && profile
      ? pictures.offer(async () => {
          const ticket = await ticketOf(parts, view.value, profile);
          const drawn = ticket.ok ? await drawPaper(ticket.value, profile) : null;
          return drawn && { type: 'image/png', bytes: drawn.png };
        })
      : null;
  const dates = view.ok ? showDates(view.value.dates, parts, state.language) : [];
  const channels = [...record.manifest.deliveries];
  return { number, preparedAt: isoTime(preparedAt), pages: pageCount, channels, paper, dates };
}
