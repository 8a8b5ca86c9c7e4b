/**
 * Length of the real-time command at the head of the bytes, 0 when there is none, `incomplete` when more bytes must come to know.
 * DLE EOT n, DLE ENQ n, DLE DC4 fn …: also obeyed when they stand inside a picture, which they spoil.
 */
export function realTimeLength(bytes: Uint8Array): number | 'incomplete' {
  if (bytes[0] !== 0x10) return 0;
  if (bytes.length < 2) return 'incomplete';
  if (bytes[1] === 0x04 || bytes[1] === 0x05) return bytes.length < 3 ? 'incomplete' : 3;
  if (bytes[1] !== 0x14) return 0;
  if (bytes.length < 3) return 'incomplete';
  const length = { 1: 5, 2: 5, 3: 8, 7: 4, 8: 10 }[bytes[2] ?? 0] ?? 3;
  return bytes.length < length ? 'incomplete' : length;
}
