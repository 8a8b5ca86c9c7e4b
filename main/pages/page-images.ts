import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFRef } from '@cantoo/pdf-lib';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';

export type PageImagesFault = Fault<'damaged'>;

/**
 * The raw image stream (the JPEG exactly as embedded) of each page of a packed document, in page-tree order
 * (ISO 32000-1, 7.7.3). Their SHA-256 is `ManifestPage.page`. A file that is not such a document is a fault.
 */
export async function pageImages(pdf: Uint8Array): Promise<Result<Uint8Array[], PageImagesFault>> {
  try {
    const options = { throwOnInvalidObject: true, updateMetadata: false };
    const document = await PDFDocument.load(pdf, options);
    const images: Uint8Array[] = [];
    for (const [index, page] of document.getPages().entries()) {
      const found = imagesOf(page.node.Resources());
      const [only] = found;
      if (only === undefined || found.length > 1)
        return damaged(`page ${index + 1} holds ${found.length} images instead of one`);
      images.push(only);
    }
    return images.length === 0 ? damaged('it has no pages') : ok(images);
  } catch (error) {
    return damaged(error instanceof Error ? error.message : String(error));
  }
}

/** Leaves of the page tree (ISO 32000-1, 7.7.3), whatever its `Count` says; null when the file cannot be walked. */
export async function countPdfPages(pdf: Uint8Array): Promise<number | null> {
  try {
    return (await PDFDocument.load(pdf, { updateMetadata: false })).getPages().length;
  } catch {
    return null;
  }
}

const damaged = (detail: string) =>
  fail<PageImagesFault>({ code: 'damaged', message: `The PDF is not a whole packed document: ${detail}.` });

function imagesOf(resources: PDFDict | undefined): Uint8Array[] {
  const xObjects = resources?.lookupMaybe(PDFName.of('XObject'), PDFDict);
  const streams = xObjects
    ?.entries()
    .map(([, value]) => (value instanceof PDFRef ? xObjects.context.lookup(value) : value));
  return (streams ?? []).flatMap((stream) =>
    stream instanceof PDFRawStream && isJpegImage(stream) ? [stream.contents] : [],
  );
}

function isJpegImage(stream: PDFRawStream): boolean {
  const filter = stream.dict.lookup(PDFName.of('Filter'));
  const name = filter instanceof PDFArray && filter.size() === 1 ? filter.lookup(0) : filter;
  return stream.dict.lookup(PDFName.of('Subtype')) === PDFName.of('Image') && name === PDFName.of('DCTDecode');
}
