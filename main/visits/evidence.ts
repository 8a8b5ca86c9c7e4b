import type { EvidenceKind } from '../../shared/filing.ts';
import type { Fault, Result } from '../../shared/result.ts';
import type { OpenedFiling } from './open-recorded.ts';
import type { VisitParts } from './visit-state.ts';

/** Seals a paper's picture in the vault, then records it: a cut between the two leaves a sealed file that nothing names. */
export async function sealEvidence(
  { core, vault, crypto }: Pick<VisitParts, 'core' | 'vault' | 'crypto'>,
  { filing, sealer, evidence }: OpenedFiling,
  kind: EvidenceKind,
  jpeg: Uint8Array,
): Promise<Result<void, Fault>> {
  const rank = evidence.length + 1;
  const sealed = vault.put(sealer, 'evidence', rank, jpeg);
  if (!sealed.ok) return sealed;
  return core.keepEvidence(filing.number, { rank, kind, sha256: crypto.sha256(jpeg) });
}
