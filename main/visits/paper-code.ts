import type { z } from 'zod';
import type { readCodeSchema } from '../../shared/contract/visit.ts';
import type { CodeReader } from '../pages/codes/code-reader.ts';
import { readTwoDDoc, type TwoDDoc } from '../pages/codes/two-d-doc.ts';
import { addressOf } from '../pages/codes/two-d-doc-address.ts';
import { checkSignature, type TwoDDocSigner } from '../pages/codes/two-d-doc-signature.ts';

/** A code on a visitor's paper, as a screen shows it. */
export type ReadCode = z.infer<typeof readCodeSchema>;

/** The first 2D-Doc on a page as it is stored, checked; null when there is none. */
export async function readPaperCode(
  codes: CodeReader,
  jpeg: Uint8Array,
  signers: readonly TwoDDocSigner[],
): Promise<ReadCode | null> {
  const found = await codes.read(jpeg, ['DataMatrix', 'QRCode']);
  for (const { bytes } of found) {
    const doc = readTwoDDoc(bytes);
    if (doc.ok) return showCode(doc.value, signers);
  }
  return null;
}

function showCode(doc: TwoDDoc, signers: readonly TwoDDocSigner[]): ReadCode {
  const { signature, organisation } = checkSignature(doc, signers);
  // What a broken signature stands over may be a forger's: it is not even offered.
  const isOffered = signature !== 'invalid';
  const address = isOffered ? addressOf(doc) : null;
  return {
    kind: '2d-doc',
    issuer: organisation ?? `${doc.authority} ${doc.certificate}`,
    issuedOn: isOffered ? doc.issuedOn : null,
    signature,
    address: address && { holder: address.holder, lines: [...address.lines] },
  };
}
