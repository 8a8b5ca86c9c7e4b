/**
 * Frees the memory of bytes that nobody will read again, by this name or another: the collector would find a page's pixels some pages later.
 * A part of a larger piece stays.
 */
export function giveBack({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
