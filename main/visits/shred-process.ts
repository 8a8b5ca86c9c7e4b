// A child of its own: it overwrites a draft nobody recorded, sealed under a key that is gone, while the kiosk goes on.
import { buildVault } from '../filings/vault.ts';

const [vaultFolder = '', ...filings] = process.argv.slice(2);
const vault = buildVault(vaultFolder);
for (const filing of filings) if (!vault.shred(filing).ok) process.exitCode = 1;
