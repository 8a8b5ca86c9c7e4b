export type MediaType = 'image/jpeg' | 'image/png' | 'image/tiff' | 'application/pdf';

const starts = (bytes: Uint8Array, ...magic: number[]) => magic.every((byte, at) => bytes[at] === byte);

/** The type by the file's own first bytes; a name or an extension proves nothing. */
export function mediaTypeOf(bytes: Uint8Array): MediaType | null {
  if (starts(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  // TIFF and BigTIFF, both byte orders.
  if (starts(bytes, 0x49, 0x49, 0x2a, 0) || starts(bytes, 0x49, 0x49, 0x2b, 0)) return 'image/tiff';
  if (starts(bytes, 0x4d, 0x4d, 0, 0x2a) || starts(bytes, 0x4d, 0x4d, 0, 0x2b)) return 'image/tiff';
  // ISO 32000-1 annex H, implementation note 13: the header may stand anywhere in the first 1024 bytes.
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  return head.includes('%PDF-') ? 'application/pdf' : null;
}
