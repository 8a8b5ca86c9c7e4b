// A child of its own: it overwrites what nobody needs any more, a draft that was not recorded or what reached its end, while the kiosk goes on.
import { buildVault } from '../filings/vault.ts';
import { pagesOf } from './shred-order.ts';

const [vaultFolder = '', ...filings] = process.argv.slice(2);
const vault = buildVault(vaultFolder);
// Its parent's end is its own: the next start, or the next look, finds what is left.
process.once('disconnect', () => process.exit());
for (const filing of filings) {
  await new Promise((resolve) => setImmediate(resolve));
  const shredded = filing.startsWith(pagesOf) ? vault.shredPages(filing.slice(pagesOf.length)) : vault.shred(filing);
  if (!shredded.ok) process.exitCode = 1;
}
process.disconnect();
