import PDFDocument from 'pdfkit';

/** A4 (ISO 216) in PDF points. */
const shortPt = 595.28;
const longPt = 841.89;

/** One A4 sheet a page, the picture as large as it fits; nothing else on it, and nothing in it that names anybody. */
export function photocopyPdf(
  pages: readonly { readonly jpeg: Uint8Array; readonly widthPx: number; readonly heightPx: number }[],
): Promise<Uint8Array> {
  const pdf = new PDFDocument({
    autoFirstPage: false,
    margin: 0,
    info: { Producer: 'Recepisse', Creator: 'Recepisse' },
  });
  const chunks: Buffer[] = [];
  const whole = new Promise<Uint8Array>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
  for (const { jpeg, widthPx, heightPx } of pages) {
    const landscape = widthPx > heightPx;
    const fit: [number, number] = landscape ? [longPt, shortPt] : [shortPt, longPt];
    pdf.addPage({ size: 'A4', layout: landscape ? 'landscape' : 'portrait', margin: 0 });
    pdf.image(Buffer.from(jpeg), 0, 0, { fit, align: 'center', valign: 'center' });
  }
  pdf.end();
  return whole;
}
