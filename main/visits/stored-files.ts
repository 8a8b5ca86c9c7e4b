import type { Manifest } from '../../shared/filing.ts';
import type { DeliveredFile } from '../channels/channel.ts';
import type { Sealer, Vault } from '../filings/vault.ts';

/** The delivered files of a recorded filing, in the manifest's order; each is opened when it is read. */
export const storedFiles = (vault: Vault, sealer: Sealer, manifest: Manifest): readonly DeliveredFile[] =>
  manifest.documents
    .flatMap(({ files }) => files)
    .map(({ name }, index) => ({ name, read: () => vault.get(sealer, 'file', index) }));
