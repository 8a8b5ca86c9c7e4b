import { equalBytes } from '../../shared/bytes.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { claimOf } from './claim-of.ts';
import type { OpenedFiling } from './open-recorded.ts';
import { photocopyPdf } from './photocopy.ts';
import { postPackOf, sized } from './post-pack-of.ts';
import { storedPages } from './stored-pages.ts';
import type { VisitKit } from './visit-state.ts';

export type StaffPapers = 'pack' | 'evidence' | 'claim';
type PaperFault = Fault<'not-by-post' | 'no-a4' | 'busy' | 'trouble'>;

/** Papers of a recorded filing again, from the vault to the A4 printer: what leaves by post, or the slips that were kept. */
export async function staffPapers(
  { parts, desk }: VisitKit,
  opened: OpenedFiling,
  papers: StaffPapers,
): Promise<Result<{ readonly handedOver: boolean }, PaperFault>> {
  const { a4, core } = parts;
  if (a4 === null) return fail({ code: 'no-a4', message: 'There is no A4 printer.' });
  const draw = { pack: drawPack, evidence: drawEvidence, claim: drawClaim }[papers];
  const drawn = await draw(parts, opened);
  if (!drawn.ok) return drawn;
  const busy = fail<PaperFault>({ code: 'busy', message: 'The device is at work.' });
  return desk.run('a4', busy, async () => {
    const { handedOver } = await a4.print(drawn.value, 1);
    if (handedOver) await core.noteAct(opened.filing.number, `printed-${papers}`);
    return ok({ handedOver });
  });
}

const trouble = fail<PaperFault>({ code: 'trouble', message: 'The papers cannot be drawn.' });

async function drawPack(
  parts: VisitKit['parts'],
  { filing, sealer, record, first }: OpenedFiling,
): Promise<Result<Uint8Array, PaperFault>> {
  if (filing.state === 'withdrawn' || !record.manifest.deliveries.includes('post'))
    return fail({ code: 'not-by-post', message: 'This filing does not leave by post.' });
  const pack = await postPackOf(parts, record, first, storedPages(parts, { filing, sealer, record }));
  return pack.ok ? ok(pack.value.pdf) : trouble;
}

async function drawEvidence(
  { vault, crypto }: VisitKit['parts'],
  { sealer, evidence }: OpenedFiling,
): Promise<Result<Uint8Array, PaperFault>> {
  const pages = [];
  for (const { rank, sha256 } of evidence) {
    const picture = vault.get(sealer, 'evidence', rank);
    // One that is lost or another's takes no other paper with it.
    if (picture.ok && equalBytes(crypto.sha256(picture.value), sha256)) pages.push(await sized(picture.value));
  }
  return pages.length === 0 ? trouble : ok(await photocopyPdf(pages));
}

/** The letter that answers the agency's last word; none is due where it counts every page. */
async function drawClaim(parts: VisitKit['parts'], opened: OpenedFiling): Promise<Result<Uint8Array, PaperFault>> {
  const claim = opened.filing.state === 'mismatch' ? await claimOf(parts, opened) : null;
  return claim ? ok(claim) : trouble;
}
