import { join } from 'node:path';
import { type Postage, postageOf } from '../../shared/post/postage.ts';
import { fail, ok } from '../../shared/result.ts';
import { writeDurably } from '../filings/durable.ts';
import { firstReceipt, openFiling } from '../visits/next-receipt.ts';
import { postPackOf } from '../visits/post-pack-of.ts';
import { storedPages } from '../visits/stored-pages.ts';
import { type Outcome, parseCommandLine } from './command.ts';
import { openOutFolder } from './copies.ts';
import { readNumber } from './status.ts';
import { withKiosk } from './with-kiosk.ts';

const inWords = ({ sheets, grams, envelope, upToGrams }: Postage): string => {
  const paid = upToGrams === null ? 'too heavy for a letter: send it in parts' : `pay up to ${upToGrams} g`;
  return `${sheets} sheets of A4, about ${grams} g with a ${envelope} envelope; ${paid}`;
};

/** `pack NUMBER --out DIR`: the paper pack of a filing that leaves by post, to print and put into an envelope. */
export async function packCommand(args: readonly string[]): Promise<Outcome> {
  const parsed = parseCommandLine(args, { out: { type: 'string' }, bundle: { type: 'string' } }, 1);
  if (!parsed.ok) return parsed;
  const number = readNumber(parsed.value.positionals[0]);
  if (!number.ok) return number;
  const folder = parsed.value.text('out');
  if (folder === null)
    return fail({ code: 'bad-usage', message: 'Give --out DIR: where the pack is written, in plain.' });
  return withKiosk({ data: parsed.value.text('data'), bundle: parsed.value.text('bundle') }, async (kiosk) => {
    const out = await openOutFolder(folder, kiosk.core.folder);
    if (!out.ok) return out;
    const filing = openFiling(kiosk.core, number.value);
    if (!filing.ok) return filing;
    if (filing.value.filing.state === 'withdrawn')
      return fail({ code: 'filing-withdrawn', message: 'This filing was withdrawn: nothing of it is sent.' });
    const receipt = firstReceipt(kiosk.core, filing.value);
    if (!receipt.ok) return receipt;
    const pages = storedPages(kiosk.core, filing.value);
    const pack = await postPackOf(kiosk, filing.value.record, receipt.value, pages);
    if (!pack.ok) return pack;
    const file = join(out.value ?? folder, `${number.value}.post.pdf`);
    try {
      writeDurably(file, pack.value.pdf);
    } catch {
      return fail({ code: 'out-not-writable', message: `${file} cannot be written: give another --out.` });
    }
    const postage = postageOf(pack.value.sheets);
    return ok({
      exit: 0,
      json: { number: number.value, pack: file, ...postage },
      text: `${file}: ${inWords(postage)}`,
    });
  });
}
