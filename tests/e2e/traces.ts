import { readFileSync } from 'node:fs';
import { filesBelow } from './cli.ts';

/** What is looked for in raw files: a name for the report, and the bytes. */
export interface Needle {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Every way a text could lie on a disk: case and composition, UTF-8, UTF-16 both ways, Windows-1252, and each of them in hex or base64. */
export function spellingsOf(label: string, text: string): Needle[] {
  const texts = [text, text.normalize('NFD'), text.toUpperCase(), text.toLowerCase()];
  return [...new Set(texts)].flatMap((variant) =>
    Object.entries(encodings).flatMap(([encoding, encode]) => {
      const bytes = encode(variant);
      const name = `${label} « ${variant} » in ${encoding}`;
      const spelled = [bytes, ...hexOf(bytes), ...base64Of(bytes)];
      return spelled.map((spelling, i) => ({ name: `${name}, spelling ${i}`, bytes: spelling }));
    }),
  );
}

const encodings: Readonly<Record<string, (text: string) => Buffer>> = {
  'UTF-8': (text) => Buffer.from(text, 'utf8'),
  'UTF-16LE': (text) => Buffer.from(text, 'utf16le'),
  'UTF-16BE': (text) => Buffer.from(text, 'utf16le').swap16(),
  'Windows-1252': (text) => Buffer.from(text, 'latin1'),
};

const hexOf = (bytes: Buffer): Buffer[] =>
  [bytes.toString('hex'), bytes.toString('hex').toUpperCase()].map((hex) => Buffer.from(hex));

/** The characters that depend on these bytes alone, at each of the three places they can have in a group of three. */
export function base64Of(bytes: Buffer): Buffer[] {
  return [0, 1, 2].flatMap((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), bytes]);
    const whole = padded.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((padded.length * 8) / 6));
    return [whole, whole.replaceAll('+', '-').replaceAll('/', '_')].map((text) => Buffer.from(text));
  });
}

/** Pieces of 32 bytes, one in every `stride`: no piece of ciphertext is ever equal to one of these. */
export function piecesOf(label: string, bytes: Uint8Array, stride = 16_384): Needle[] {
  const starts = Array.from({ length: Math.ceil((bytes.length - 31) / stride) }, (_, i) => i * stride);
  return starts.map((at) => ({ name: `${label} at ${at}`, bytes: Buffer.from(bytes.subarray(at, at + 32)) }));
}

/** First bytes of files that hold pages; long enough that ciphertext does not begin like this by chance. */
const magics: readonly Needle[] = [
  { name: 'JPEG', bytes: Buffer.from('ffd8ffdb0043', 'hex') },
  { name: 'JPEG (JFIF)', bytes: Buffer.from('ffd8ffe000104a464946', 'hex') },
  { name: 'JPEG (Exif)', bytes: Buffer.from('457869660000', 'hex') },
  { name: 'PNG', bytes: Buffer.from('89504e470d0a1a0a', 'hex') },
  { name: 'PDF', bytes: Buffer.from('%PDF-1.') },
  { name: 'PDF stream', bytes: Buffer.from('endstream') },
];
/** Short ones, which ciphertext holds by chance: looked for where a file begins. */
const shortMagics: readonly Needle[] = [
  { name: 'JPEG', bytes: Buffer.from('ffd8ff', 'hex') },
  { name: 'TIFF', bytes: Buffer.from('49492a00', 'hex') },
  { name: 'TIFF', bytes: Buffer.from('4d4d002a', 'hex') },
];

/** Seeks all of these in one pass over some bytes, and gives the names of those that stand there. */
export function searchFor(needles: readonly Needle[]): (content: Buffer) => ReadonlySet<string> {
  const index = new Map<number, Needle[]>();
  const begins = new Uint8Array(65_536);
  for (const needle of needles) {
    const start = needle.bytes.readUInt32LE(0);
    begins[start & 0xffff] = 1;
    index.set(start, [...(index.get(start) ?? []), needle]);
  }
  return (content) => {
    const found = new Set<string>();
    for (let at = 0; at + 4 <= content.length; at++) {
      if (!begins[(content[at] ?? 0) | ((content[at + 1] ?? 0) << 8)]) continue;
      for (const { name, bytes } of index.get(content.readUInt32LE(at)) ?? [])
        if (content.subarray(at, at + bytes.length).equals(bytes)) found.add(name);
    }
    return found;
  };
}

/** Where any of these stand in the files below the folders, as `name: file`. */
export function find(needles: readonly Needle[], ...folders: readonly string[]): string[] {
  const search = searchFor(needles);
  return folders
    .flatMap(filesBelow)
    .flatMap((path) => [...search(readFileSync(path))].map((name) => `${name}: ${path}`));
}

/** Files that hold an image or a PDF that can be opened, as `kind: file`. */
export function findPages(...folders: readonly string[]): string[] {
  const starting = folders.flatMap(filesBelow).flatMap((path) => {
    const start = readFileSync(path).subarray(0, 64);
    return shortMagics.filter(({ bytes }) => start.includes(bytes)).map(({ name }) => `${name}: ${path}`);
  });
  return [...find(magics, ...folders), ...starting];
}
