import { readRegisteredNumber } from '../../shared/post/registered-number.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import type { AcceptedPage } from '../pages/intake.ts';
import { sealEvidence } from './evidence.ts';
import { type OpenedFiling, openRecorded } from './open-recorded.ts';
import { takeSheets } from './paper-calls.ts';
import { readReceiptCode, readSlipNumber } from './read-codes.ts';
import { buildTicketPrinting } from './ticket-printing.ts';
import type { VisitCalls, VisitKit } from './visit-state.ts';

const busy = fail<Fault<'busy'>>({ code: 'busy', message: 'The scanner is at work.' });
const nothingOpen = fail<Fault<'nothing-open'>>({ code: 'nothing-open', message: 'No receipt was read.' });
const notByPost = fail<Fault<'not-by-post'>>({ code: 'not-by-post', message: 'This filing does not leave by post.' });

/** The opened filing's delivery by post, as a screen asks for it. */
const postOf = ({ filing }: OpenedFiling): 'none' | 'waiting' | 'sent' => {
  const post = filing.deliveries.find(({ channel }) => channel === 'post');
  if (!post) return 'none';
  return post.state === 'sent' ? 'sent' : 'waiting';
};

/** A letter that was posted: whoever holds the receipt gives the registered letter's number, and its slips are kept. */
export function postedCalls(kit: VisitKit): VisitCalls<'openReceipt' | 'readSlip' | 'posted' | 'keepReturn'> {
  const { parts, state, desk } = kit;
  const { printFiling } = buildTicketPrinting(kit);
  /** The slip that was scanned last, and the number read on it. */
  let slip: { readonly jpeg: Uint8Array; readonly reference: string | null } | null = null;

  const scanOne = (): Promise<Result<Uint8Array, Fault<'busy'> | ScanFault>> =>
    desk.run('scanner', busy, async (signal) => {
      const sheets: AcceptedPage[] = [];
      const taken = await takeSheets(kit, 1, signal, (page) => {
        sheets.push(page);
        return ok(undefined);
      });
      return taken.ok ? ok(sheets[0]?.image.jpeg ?? new Uint8Array()) : taken;
    });
  /** The filing whose receipt was read, else the one of this visit; as it stands now. */
  const present = async (): Promise<OpenedFiling | null> => {
    const number = state.opened?.filing.number ?? state.recorded?.receipt.content.number;
    const opened = number === undefined ? null : await openRecorded(parts.core, number);
    if (opened?.ok) state.opened = opened.value;
    return opened?.ok ? opened.value : null;
  };

  return {
    openReceipt: async () => {
      const scanned = await scanOne();
      if (!scanned.ok) return scanned;
      const code = await readReceiptCode(scanned.value);
      if (code === null) return fail({ code: 'no-code', message: 'There is no receipt code on this paper.' });
      const held = await parts.core.receipt(code);
      if (held.ok) held.value.filingKey.fill(0);
      const opened = held.ok ? await openRecorded(parts.core, held.value.number) : held;
      if (!opened.ok) {
        const isOld = opened.fault.code === 'too-old';
        return fail({ code: isOld ? 'too-old' : 'not-ours', message: opened.fault.message });
      }
      state.opened = opened.value;
      slip = null;
      return ok({ number: opened.value.filing.number, post: postOf(opened.value) });
    },
    readSlip: async () => {
      const scanned = await scanOne();
      if (!scanned.ok) return scanned;
      slip = { jpeg: scanned.value, reference: await readSlipNumber(scanned.value) };
      return ok({ reference: slip.reference });
    },
    posted: async ({ reference }) => {
      const opened = await present();
      if (!opened) return nothingOpen;
      if (postOf(opened) === 'none') return notByPost;
      if (postOf(opened) === 'sent') return fail({ code: 'already-sent', message: 'Its number is recorded already.' });
      const read = readRegisteredNumber(reference);
      if (!read.ok) {
        const isDigit = read.fault.code === 'wrong-check-digit';
        return fail({ code: isDigit ? 'wrong-check-digit' : 'bad-number', message: read.fault.message });
      }
      const number = opened.filing.number;
      const observation = { kind: 'sent', channel: 'post', reference: read.value.plain, agent: null } as const;
      const receipt = await parts.core.observe(number, observation);
      if (!receipt.ok) return trouble(receipt.fault);
      // It is recorded: a slip that cannot be kept, or a paper that does not come, takes nothing back.
      // A slip whose code says another number is another letter's.
      const isOwn = slip !== null && (slip.reference ?? read.value.plain) === read.value.plain;
      const slipKept = slip !== null && isOwn && (await sealEvidence(parts, opened, 'deposit', slip.jpeg)).ok;
      slip = null;
      const printed = await printFiling({ record: opened.record, receipt: receipt.value });
      return ok({ number, result: printed.ok ? printed.value.result : 'not-printed', slipKept });
    },
    keepReturn: async () => {
      const opened = await present();
      if (!opened) return nothingOpen;
      if (postOf(opened) === 'none') return notByPost;
      const scanned = await scanOne();
      if (!scanned.ok) return scanned;
      const kept = await sealEvidence(parts, opened, 'return', scanned.value);
      if (kept.ok) return ok({});
      return kept.fault.code === 'disk-full' ? fail({ code: 'disk-full', message: kept.fault.message }) : notKept;
    },
  };
}

type ScanFault = Extract<Awaited<ReturnType<typeof takeSheets>>, { readonly ok: false }>['fault'];
/** Somebody else's paper took its rank: the same again goes. */
const notKept = fail<Fault<'trouble'>>({ code: 'trouble', message: 'The paper could not be kept.' });

function trouble({ code, message }: Fault): Result<never, Fault<'already-sent' | 'disk-full' | 'trouble'>> {
  const known = code === 'already-sent' || code === 'disk-full' ? code : 'trouble';
  return fail({ code: known, message });
}
