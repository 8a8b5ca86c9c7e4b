/** A sheet is an SVG of 210 × 297 user units: one unit is one millimetre. */
export interface TextStyle {
  /** Height of the type in millimetres. */
  readonly size?: number;
  readonly bold?: boolean;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly ink?: string;
}

const escaped = (words: string) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export function text(x: number, y: number, words: string, style: TextStyle = {}): string {
  const { size = 3.6, bold = false, anchor = 'start', ink = '#1b1b22' } = style;
  return `<text x="${x}" y="${y}" font-family="Noto Sans" font-size="${size}" font-weight="${bold ? 700 : 400}" text-anchor="${anchor}" fill="${ink}">${escaped(words)}</text>`;
}

/** Several lines, one under the other; returns the drawing. */
export function lines(x: number, y: number, words: readonly string[], style: TextStyle = {}): string {
  const leading = (style.size ?? 3.6) * 1.45;
  return words.map((line, index) => text(x, y + index * leading, line, style)).join('');
}

/** Breaks a paragraph into lines: Noto Sans takes 0.53 of its size per letter on average. */
export function wrap(words: string, widthMm: number, size = 3.6): string[] {
  const letters = Math.floor(widthMm / (size * 0.53));
  const broken: string[] = [];
  let line = '';
  for (const word of words.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > letters) {
      broken.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? broken : [...broken, line];
}

/** Paragraphs one under the other, `gap` millimetres apart. */
export function paragraphs(
  x: number,
  y: number,
  widthMm: number,
  words: readonly string[],
  style: TextStyle = {},
): string {
  const size = style.size ?? 3.6;
  let top = y;
  return words
    .map((paragraph) => {
      const broken = wrap(paragraph, widthMm, size);
      const drawn = lines(x, top, broken, style);
      top += broken.length * size * 1.45 + size;
      return drawn;
    })
    .join('');
}

export const rule = (x1: number, y1: number, x2: number, y2: number, width = 0.25): string =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#333" stroke-width="${width}"/>`;

export const box = (x: number, y: number, width: number, height: number, fill = 'none'): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}" stroke="#333" stroke-width="0.25"/>`;

/** Rows of a table; the first is its head. Column positions in millimetres from `x`; numbers stand right. */
export function table(
  x: number,
  y: number,
  columns: readonly number[],
  width: number,
  rows: readonly (readonly string[])[],
): string {
  const height = 6;
  const drawn = rows.map((row, index) => {
    const top = y + index * height;
    const cells = row.map((cell, column) => {
      const right = column > 0 && /^-?[\d {2}]+([,.]\d+)?( %)?$/.test(cell);
      const end = columns[column + 1] ?? width;
      const at = right ? x + end - 2 : x + (columns[column] ?? 0) + 2;
      return text(at, top + 4.2, cell, { size: 3, bold: index === 0, anchor: right ? 'end' : 'start' });
    });
    return `${box(x, top, width, height, index === 0 ? '#e4e6ea' : 'none')}${cells.join('')}`;
  });
  const inner = columns.slice(1).map((column) => rule(x + column, y, x + column, y + rows.length * height));
  return drawn.join('') + inner.join('');
}

/** Every invented paper says so, twice: nobody may take it for a real one. */
export const specimenMark = (): string =>
  `<g transform="translate(105 160) rotate(-42)" opacity="0.16">${text(0, 0, 'SPÉCIMEN', { size: 38, bold: true, anchor: 'middle', ink: '#b00020' })}</g>${text(105, 291, 'SPÉCIMEN — document inventé pour essais, sans valeur', { size: 2.8, anchor: 'middle', ink: '#b00020' })}`;

/** A hand's signature: a few strokes, different for each seed. */
export function signature(x: number, y: number, seed: number): string {
  const points = Array.from({ length: 7 }, (_, i) => {
    const wave = Math.sin((i + 1) * (seed + 1.7) * 12.9898);
    return `${(x + i * 5).toFixed(1)} ${(y + wave * 6).toFixed(1)}`;
  });
  return `<path d="M ${points[0]} S ${points.slice(1).join(' ')}" fill="none" stroke="#1a2a7a" stroke-width="0.6"/>`;
}

/** A grid of dark and light modules, one hexadecimal number a row, with its quiet zone left free around it. */
export function modules(x: number, y: number, side: number, rows: readonly string[]): string {
  const size = side / rows.length;
  const squares = rows.flatMap((row, line) =>
    [...BigInt(`0x${row}`).toString(2).padStart(rows.length, '0')].map((bit, column) =>
      bit === '1'
        ? `M${(x + column * size).toFixed(3)} ${(y + line * size).toFixed(3)}h${size.toFixed(3)}v${size.toFixed(3)}h-${size.toFixed(3)}z`
        : '',
    ),
  );
  return `<path d="${squares.join('')}" fill="#000" shape-rendering="crispEdges"/>`;
}
