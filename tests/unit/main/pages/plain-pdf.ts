export interface PlainPdf {
  /** Size in points of each page. */
  readonly boxes: readonly (readonly [width: number, height: number])[];
  /** Entries of the Info dictionary (ISO 32000-1, 14.3.3): texts as any program may write them. */
  readonly info?: Readonly<Record<string, string>>;
  /** What the page tree's root says, where it lies. */
  readonly count?: number;
}

export const a4 = [595, 842] as const;

/** The simplest PDF by hand: a line of text on each page. No library writes what these tests need. */
export function plainPdf({ boxes, info = {}, count = boxes.length }: PlainPdf): Buffer {
  const entries = Object.entries(info).map(([key, text]) => `/${key} <FEFF${utf16(text)}>`);
  const first = 5;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${boxes.map((_, i) => `${first + 2 * i} 0 R`).join(' ')}] /Count ${count} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< ${entries.join(' ')} >>`,
    ...boxes.flatMap(([width, height], i) => {
      const drawing = `BT /F1 24 Tf 72 ${height >> 1} Td (page ${i + 1}) Tj ET`;
      const resources = '/Resources << /Font << /F1 3 0 R >> >>';
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] ${resources} /Contents ${first + 1 + 2 * i} 0 R >>`,
        `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
      ];
    }),
  ];
  let out = '%PDF-1.5\n';
  const offsets = objects.map((body, i) => {
    const at = out.length;
    out += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`;
  return Buffer.from(
    `${out}${table}trailer << /Size ${size} /Root 1 0 R /Info 4 0 R >>\nstartxref\n${out.length}\n%%EOF\n`,
    'latin1',
  );
}

const utf16 = (text: string): string => Buffer.from(text, 'utf16le').swap16().toString('hex');
