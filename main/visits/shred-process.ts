// A child of its own: it overwrites what nobody needs any more, a draft that was not recorded or what reached its end, while the kiosk goes on.
import { buildVault } from '../filings/vault.ts';
import { pagesOf } from './shred-order.ts';

const [vaultFolder = '', ...filings] = process.argv.slice(2);
const vault = buildVault(vaultFolder);
for (const filing of filings) {
  const shredded = filing.startsWith(pagesOf) ? vault.shredPages(filing.slice(pagesOf.length)) : vault.shred(filing);
  if (!shredded.ok) process.exitCode = 1;
}
