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

/** The number of a registered letter in the codes of a slip, plain; null when none of them holds exactly one. */
export async function readSlipNumber(jpeg: Uint8Array): Promise<string | null> {
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
  // Two different ones on a paper: a person says which.
  const [only, ...others] = new Set(numbers);
  return only !== undefined && others.length === 0 ? only : null;
}
