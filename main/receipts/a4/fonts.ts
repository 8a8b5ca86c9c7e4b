import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Noto Sans (SIL Open Font License 1.1), embedded whole-glyph by glyph into every A4. */
export const fontFiles = {
  regular: require.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  bold: require.resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'),
} as const;
export type Weight = keyof typeof fontFiles;

/** Scripts that need no shaping: pdfkit sets these letter by letter, the others only as a picture. */
const plainScripts = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]*$/u;

/** What pdfkit's font object knows and its types do not. */
interface GlyphTable {
  hasGlyphForCodePoint(codePoint: number): boolean;
}

function glyphTable(doc: object): GlyphTable {
  const font: unknown = Reflect.get(Object(Reflect.get(doc, '_font')), 'font');
  const has: unknown = Reflect.get(Object(font), 'hasGlyphForCodePoint');
  if (typeof has !== 'function') throw new Error('pdfkit: no glyph table');
  return { hasGlyphForCodePoint: (codePoint) => has.call(font, codePoint) === true };
}

/** True when the document's current font sets every letter of `text`; a missing glyph would break PDF/A and lose a letter. */
export function canSet(doc: object, text: string): boolean {
  const glyphs = glyphTable(doc);
  return (
    plainScripts.test(text) && [...text].every((letter) => glyphs.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0))
  );
}
