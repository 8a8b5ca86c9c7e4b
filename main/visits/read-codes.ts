import { readRegisteredNumber } from '../../shared/post/registered-number.ts';
import { decodeQrText } from '../../shared/receipt/qr-text.ts';
import type { CodeReader } from '../pages/codes/code-reader.ts';

/** The text of the first receipt code (QR) on a page, null when there is none. `jpeg`: a page as it is stored, so our own encoding. */
export async function readReceiptCode(codes: CodeReader, jpeg: Uint8Array): Promise<string | null> {
  const found = await codes.read(jpeg, ['QRCode']);
  return found.map(({ text }) => text).find((text) => decodeQrText(text) !== null) ?? null;
}

/** The numbers of registered letters in the codes of a slip, plain, each once. */
export async function readSlipNumbers(codes: CodeReader, jpeg: Uint8Array): Promise<readonly string[]> {
  const found = await codes.read(jpeg, ['Code128', 'Code39', 'ITF', 'DataMatrix', 'QRCode']);
  const numbers = found.flatMap(({ text }) => {
    const read = readRegisteredNumber(text);
    return read.ok ? [read.value.plain] : [];
  });
  return [...new Set(numbers)];
}
