import type { EvidenceKind } from '../../shared/filing.ts';
import { readRegisteredNumber } from '../../shared/post/registered-number.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { postStateOf } from '../filings/post-state.ts';
import { sealEvidence } from './evidence.ts';
import { type OpenedFiling, openRecorded } from './open-recorded.ts';
import { takeSheet } from './paper-calls.ts';
import { readReceiptCode, readSlipNumbers } from './read-codes.ts';
import { buildTicketPrinting } from './ticket-printing.ts';
import type { VisitCalls, VisitKit } from './visit-state.ts';

const nothingOpen = fail<Fault<'nothing-open'>>({ code: 'nothing-open', message: 'No receipt was read.' });
const notByPost = fail<Fault<'not-by-post'>>({ code: 'not-by-post', message: 'This filing does not leave by post.' });

type PostedCall = 'openReceipt' | 'readSlip' | 'posted' | 'keepSlip' | 'printLatest';

/** A letter that was posted: whoever holds the receipt gives the registered letter's number, and its slips are kept. */
export function postedCalls(kit: VisitKit): VisitCalls<PostedCall> {
  const { parts, state } = kit;
  const { printFiling } = buildTicketPrinting(kit);
  /** The slip that was scanned last, and the numbers read on it. */
  let slip: { readonly jpeg: Uint8Array; readonly references: readonly string[] } | null = null;

  /** A filing that this visit holds, by its number, as it stands now. */
  const present = async (number: string): Promise<OpenedFiling | null> => {
    const held = [state.opened?.filing.number, state.recorded?.receipt.content.number];
    const opened = held.includes(number) ? await openRecorded(parts.core, number) : null;
    return opened?.ok ? opened.value : null;
  };
  let sealing: Promise<unknown> = Promise.resolve();
  /** One paper after the other: each has a rank of its own. */
  const keep = (number: string, kind: EvidenceKind, jpeg: Uint8Array): Promise<boolean> => {
    const kept = sealing.then(async () => {
      const now = await present(number);
      return now !== null && (await sealEvidence(parts, now, kind, jpeg)).ok;
    });
    sealing = kept.catch(() => undefined);
    return kept;
  };

  return {
    openReceipt: async () => {
      const scanned = await takeSheet(kit);
      if (!scanned.ok) return scanned;
      const code = await readReceiptCode(kit.codes, scanned.value.image.jpeg);
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
      return ok({ number: opened.value.filing.number, post: postStateOf(opened.value.filing) });
    },
    readSlip: async () => {
      const scanned = await takeSheet(kit);
      if (!scanned.ok) return scanned;
      const references = await readSlipNumbers(kit.codes, scanned.value.image.jpeg);
      slip = { jpeg: scanned.value.image.jpeg, references };
      // Two different ones on a paper: a person says which.
      const [only, ...others] = references;
      return ok({ reference: only !== undefined && others.length === 0 ? only : null });
    },
    posted: async ({ number, reference }) => {
      const opened = await present(number);
      if (!opened) return nothingOpen;
      const post = postStateOf(opened.filing);
      if (post === 'none') return notByPost;
      if (post === 'sent') return fail({ code: 'already-sent', message: 'Its number is recorded already.' });
      const read = readRegisteredNumber(reference);
      if (!read.ok) {
        const isDigit = read.fault.code === 'wrong-check-digit';
        return fail({ code: isDigit ? 'wrong-check-digit' : 'bad-number', message: read.fault.message });
      }
      const { plain } = read.value;
      const observation = { kind: 'sent', channel: 'post', reference: plain, agent: null } as const;
      const receipt = await parts.core.observe(number, observation);
      if (!receipt.ok) return trouble(receipt.fault);
      // It is recorded: a slip that cannot be kept, or a paper that does not come, takes nothing back. A slip whose codes
      // say another number is another letter's.
      const isOwn = slip !== null && (slip.references.length === 0 || slip.references.includes(plain));
      const slipKept = slip !== null && isOwn && (await keep(number, 'deposit', slip.jpeg));
      slip = null;
      const printed = await printFiling({ record: opened.record, receipt: receipt.value });
      return ok({ number, result: printed.ok ? printed.value.result : 'not-printed', slipKept });
    },
    keepSlip: async ({ number, kind }) => {
      const opened = await present(number);
      if (!opened) return nothingOpen;
      if (postStateOf(opened.filing) === 'none') return notByPost;
      const scanned = await takeSheet(kit);
      if (!scanned.ok) return scanned;
      return (await keep(number, kind, scanned.value.image.jpeg)) ? ok({}) : notKept;
    },
    printLatest: async ({ number }) => {
      const opened = await present(number);
      if (!opened) return nothingOpen;
      const printed = await printFiling({ record: opened.record, receipt: opened.last });
      return printed.ok ? ok({ result: printed.value.result }) : printed;
    },
  };
}

const notKept = fail<Fault<'not-kept'>>({ code: 'not-kept', message: 'The paper could not be kept.' });

function trouble({ code, message }: Fault): Result<never, Fault<'already-sent' | 'disk-full' | 'trouble'>> {
  const known = code === 'already-sent' || code === 'disk-full' ? code : 'trouble';
  return fail({ code: known, message });
}
