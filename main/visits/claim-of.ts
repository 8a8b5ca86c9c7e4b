import { claimLetter } from '../receipts/claim-letter.ts';
import { procedureById } from './catalogue-calls.ts';
import type { OpenedFiling } from './open-recorded.ts';
import { addresseeOf } from './post-pack-of.ts';
import { viewOf } from './render-receipt.ts';
import type { VisitParts } from './visit-state.ts';

/** The letter that claims the pages which the agency, by its last word, does not count. PDF; null when it cannot be drawn. */
export async function claimOf(
  { bundle, texts }: Pick<VisitParts, 'bundle' | 'texts'>,
  { filing, record, last }: Pick<OpenedFiling, 'filing' | 'record' | 'last'>,
): Promise<Uint8Array | null> {
  const procedure = procedureById(bundle, record.manifest.procedure.id);
  const view = viewOf({ bundle }, record, last, false);
  if (!view.ok || !procedure) return null;
  const told = filing.states.findLast(({ detail }) => detail.acknowledgement !== null);
  const held = told?.detail.pagesHeld ?? null;
  const addressed = addresseeOf(record, procedure, bundle);
  return claimLetter({ texts, view: view.value, manifest: record.manifest, addressed, held }).catch(() => null);
}
