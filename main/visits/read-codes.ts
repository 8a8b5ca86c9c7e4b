import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { readRegisteredNumber } from '../../shared/post/registered-number.ts';
import { decodeQrText } from '../../shared/receipt/qr-text.ts';

let prepared: Promise<unknown> | null = null;

/** The decoder's own file from the package: it would fetch one from the network. */
function prepare(): Promise<unknown> {
  prepared ??= readFile(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'))).then((file) =>
    prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(file).buffer }, fireImmediately: true }),
  );
  return prepared;
}

/** The text of the first receipt code (QR) on a page, null when there is none. `jpeg`: a page as it is stored, so our own encoding. */
export async function readReceiptCode(jpeg: Uint8Array): Promise<string | null> {
  await prepare();
  const found = await readBarcodes(jpeg, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 8 });
  return found.map(({ text }) => text).find((text) => decodeQrText(text) !== null) ?? null;
}

/** The numbers of registered letters in the codes of a slip, plain, each once. */
export async function readSlipNumbers(jpeg: Uint8Array): Promise<readonly string[]> {
  await prepare();
  const found = await readBarcodes(jpeg, {
    formats: ['Code128', 'Code39', 'ITF', 'DataMatrix', 'QRCode'],
    tryHarder: true,
    maxNumberOfSymbols: 8,
  });
  const numbers = found.flatMap(({ text }) => {
    const read = readRegisteredNumber(text);
    return read.ok ? [read.value.plain] : [];
  });
  return [...new Set(numbers)];
}
