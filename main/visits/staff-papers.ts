import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import type { OpenedFiling } from './open-recorded.ts';
import { photocopyPdf } from './photocopy.ts';
import { postPackOf, sized } from './post-pack-of.ts';
import { storedPages } from './stored-pages.ts';
import type { VisitKit } from './visit-state.ts';

type PaperFault = Fault<'not-by-post' | 'no-a4' | 'busy' | 'trouble'>;

/** Papers of a recorded filing again, from the vault to the A4 printer: what leaves by post, or the slips that were kept. */
export async function staffPapers(
  { parts, desk }: VisitKit,
  opened: OpenedFiling,
  papers: 'pack' | 'evidence',
): Promise<Result<{ readonly handedOver: boolean }, PaperFault>> {
  const { a4, core } = parts;
  if (a4 === null) return fail({ code: 'no-a4', message: 'There is no A4 printer.' });
  const drawn = papers === 'pack' ? await drawPack(parts, opened) : await drawEvidence(parts, opened);
  if (!drawn.ok) return drawn;
  const busy = fail<PaperFault>({ code: 'busy', message: 'The device is at work.' });
  return desk.run('a4', busy, async () => {
    const { handedOver } = await a4.print(drawn.value, 1);
    if (handedOver) await core.noteAct(opened.filing.number, papers === 'pack' ? 'printed-pack' : 'printed-evidence');
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
  const pages = await storedPages(parts, { filing, sealer, record });
  const pack = pages.ok ? await postPackOf(parts, record, first, pages.value) : pages;
  return pack.ok ? ok(pack.value.pdf) : trouble;
}

async function drawEvidence(
  { vault }: VisitKit['parts'],
  { sealer, evidence }: OpenedFiling,
): Promise<Result<Uint8Array, PaperFault>> {
  const pages = [];
  for (let rank = 1; rank <= evidence; rank++) {
    const sealed = vault.get(sealer, 'evidence', rank);
    if (!sealed.ok) return trouble;
    pages.push(await sized(sealed.value));
  }
  return pages.length === 0 ? trouble : ok(await photocopyPdf(pages));
}
