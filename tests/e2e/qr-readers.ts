import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');

/** Every QR code that ZXing sees on a picture. */
export async function readByZxing(png: Uint8Array): Promise<string[]> {
  const file = readFileSync(wasm);
  const wasmBinary = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  const codes = await readBarcodes(new Uint8Array(png), { formats: ['QRCode'], tryHarder: true });
  return codes.map(({ text }) => text);
}

/** Every QR code that ZBar sees on a picture in a file. */
export function readByZbar(path: string): string[] {
  const ended = spawnSync('zbarimg', ['--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', path]);
  return String(ended.stdout).split('\n').filter(Boolean);
}
