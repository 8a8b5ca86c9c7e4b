/**
 * Frees the memory of bytes that nobody will read again: the collector would find a page's pixels some pages later. Memory that is shared
 * with others stays.
 */
export function giveBack({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
