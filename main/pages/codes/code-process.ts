// Entry of the code process: a forked child that looks for barcodes on pages. It may crash or hang; its parent may not.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { answerParent } from '../asked-child.ts';
import { type CodeRequest, codeFormats, type PageCode } from './code-messages.ts';

/** More codes than any sheet bears; a page of nothing but codes ends here. */
const maxCodes = 16;

// The decoder's own file from the package: it would fetch one from the network.
const prepared = readFile(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'))).then((file) =>
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(file).buffer }, fireImmediately: true }),
);

async function read({ jpeg, formats }: CodeRequest): Promise<readonly PageCode[]> {
  await prepared;
  const found = await readBarcodes(jpeg, { formats: [...formats], tryHarder: true, maxNumberOfSymbols: maxCodes });
  return found.flatMap(({ format, bytes, text }) => {
    const known = codeFormats.find((name) => name === format);
    return known ? [{ format: known, bytes, text }] : [];
  });
}

answerParent((request) => read(request as CodeRequest));
