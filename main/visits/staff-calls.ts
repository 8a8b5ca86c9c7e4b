import type { Handlers } from '../../shared/contract/contract.ts';
import type { ActDone, actFaults, StaffFiling, staffContract } from '../../shared/contract/staff.ts';
import { parseDay } from '../../shared/deadlines/plain-date.ts';
import { parseNumber } from '../../shared/number.ts';
import { readPageRanges } from '../../shared/page-ranges.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { isoTime } from '../filings/clock.ts';
import { isRefusal, type Observation } from '../filings/legality.ts';
import { procedureById } from './catalogue-calls.ts';
import { observationSchema } from './observation-schema.ts';
import { type OpenedFiling, openRecorded } from './open-recorded.ts';
import { staffOverview } from './staff-overview.ts';
import { staffPapers } from './staff-papers.ts';
import { buildTicketPrinting } from './ticket-printing.ts';
import type { VisitKit } from './visit-state.ts';

export type StaffContract = typeof staffContract;
type ActFault = Fault<(typeof actFaults)[number]>;
type Act = Promise<Result<ActDone, ActFault>>;

const nothingOpen = fail<Fault<'nothing-open'>>({ code: 'nothing-open', message: 'No filing is open.' });

/** What an agent does in the staff's room: each act is a ledger fact and a new receipt, printed at once. */
export function staffCalls(kit: VisitKit): Handlers<StaffContract> {
  const { parts, state } = kit;
  const { printFiling } = buildTicketPrinting(kit);
  const show = (opened: OpenedFiling): StaffFiling => showFiling(opened, kit);

  const act = async (observation: Observation): Act => {
    if (!state.opened) return nothingOpen;
    const { number } = state.opened.filing;
    // The core takes nothing else over the pipe: what would not pass is said here.
    if (!observationSchema.safeParse(observation).success)
      return fail({ code: 'bad-number', message: 'This is not a number as a letter has it.' });
    const receipt = await parts.core.observe(number, observation);
    if (!receipt.ok) return refusal(receipt.fault);
    const again = await openRecorded(parts.core, number);
    // It is recorded; what cannot be opened any more shows as it was.
    const opened = again.ok ? again.value : state.opened;
    state.opened = opened;
    const printed = await printFiling({ record: opened.record, receipt: receipt.value });
    return ok({
      filing: show(opened),
      receipt: printed.ok ? printed.value.result : 'not-printed',
      claim: observation.kind === 'acknowledged' ? await printClaim(kit, opened) : null,
    });
  };

  return {
    overview: () => staffOverview(parts),
    openFiling: async ({ number: typed }) => {
      const number = parseNumber(typed);
      if (!number.ok) return fail({ code: 'bad-number', message: 'This is not a number of a receipt.' });
      const opened = await openRecorded(parts.core, number.value);
      if (opened.ok) {
        state.opened = opened.value;
        return ok(show(opened.value));
      }
      const { code, message } = opened.fault;
      if (code === 'no-such-filing') return fail({ code, message });
      return fail({ code: code === 'key-destroyed' ? 'forgotten' : 'trouble', message });
    },
    confirm: async ({ channel, reference }) => {
      const { agent } = parts;
      const taken = channel === 'counter' ? (agent ?? '') : tidy(reference);
      return act({ kind: 'sent', channel, reference: taken, agent });
    },
    notReceived: async ({ channel }) => act({ kind: 'not-received', channel, agent: null }),
    acknowledge: async ({ number, date, pages, pagesHeld: typed }) => {
      const given = tidy(number);
      if (given === '') return fail({ code: 'bad-number', message: 'The agency’s number is missing.' });
      if (parseDay(date) === null) return fail({ code: 'bad-date', message: 'This is not a day of the calendar.' });
      const pagesHeld = typed === null ? null : readPageRanges(typed);
      if (typed !== null && pagesHeld === null)
        return fail({ code: 'bad-pages', message: 'Pages are written such as 1-7,12.' });
      return act({ kind: 'acknowledged', number: given, date, pages, pagesHeld });
    },
    withdraw: async () => act({ kind: 'withdrawn' }),
    printLast: async () => {
      if (!state.opened) return nothingOpen;
      const { record, last } = state.opened;
      const printed = await printFiling({ record, receipt: last });
      return printed.ok ? ok({ result: printed.value.result }) : printed;
    },
    printPapers: async ({ papers }) => (state.opened ? staffPapers(kit, state.opened, papers) : nothingOpen),
    stillHere: async () => ok({}),
    leave: async () => {
      // After the answer: the page must hear it before its connection is gone.
      setImmediate(() => parts.end('finished'));
      return ok({});
    },
  };
}

const tidy = (text: string): string => text.normalize('NFC').trim();

function showFiling({ filing, evidence }: OpenedFiling, { parts }: VisitKit): StaffFiling {
  return {
    number: filing.number,
    title: procedureById(parts.bundle, filing.procedure)?.titre ?? filing.procedure,
    preparedAt: isoTime(filing.preparedAt),
    pages: filing.pages,
    state: filing.state,
    deliveries: filing.deliveries.map(({ channel, state, at, reference, handedOver }) => ({
      channel,
      state,
      at: at === null ? null : isoTime(at),
      reference,
      handedOver,
    })),
    acknowledgement: filing.acknowledgement,
    evidence: evidence.length,
    receipts: filing.receipts.length,
  };
}

/** The letter that claims pages goes out with the receipt that says ÉCART; it can be printed again. */
async function printClaim(kit: VisitKit, opened: OpenedFiling): Promise<ActDone['claim']> {
  if (opened.filing.state !== 'mismatch') return null;
  const printed = await staffPapers(kit, opened, 'claim');
  if (!printed.ok) return printed.fault.code === 'no-a4' ? 'no-a4' : 'not-handed-over';
  return printed.value.handedOver ? 'handed-over' : 'not-handed-over';
}

const known: Readonly<Record<string, ActFault['code']>> = {
  'wrong-check-digit': 'wrong-check-digit',
  'not-a-registered-number': 'bad-number',
  'wrong-date': 'bad-date',
  'wrong-pages': 'bad-pages',
  'no-such-delivery': 'not-by-post',
  'disk-full': 'disk-full',
};

/** What the states do not allow is told as such; a fault of the disk or of a certificate is another thing. */
const refusal = ({ code, message }: Fault): { readonly ok: false; readonly fault: ActFault } =>
  fail({ code: known[code] ?? (isRefusal(code) ? 'not-allowed' : 'trouble'), message });
