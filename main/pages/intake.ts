import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PageCheck } from '../../shared/page-check.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { readBounded } from '../read-bounded.ts';
import type { ImageRefusal, NormalisedImage, PixelSize } from './image-messages.ts';
import { buildImageWorker, type ImageWorker } from './image-worker.ts';
import type { PageLimits } from './limits.ts';
import { type MediaType, mediaTypeOf } from './media-type.ts';
import { type PageFacts, unknownFacts } from './page-facts.ts';
import { type PageFault, pageFault } from './page-fault.ts';
import type { PageGeometry } from './page-geometry.ts';
import { openPdf } from './pdf-document.ts';
import { isTmpfs } from './tmpfs.ts';

/** One encoded page. */
export interface PageImage extends PixelSize {
  readonly jpeg: Uint8Array;
  /** `ManifestPage.page`: SHA-256 (hex) of `jpeg`, which is embedded byte for byte. */
  readonly sha256: string;
}

/** One page that decoded whole. The caller encrypts it before it asks for the next. */
export interface AcceptedPage {
  readonly original: {
    /** The file's bytes as received; null from the second page of the same file on. */
    readonly bytes: Uint8Array | null;
    /** `ManifestPage.original`: SHA-256 in hex; with `#<index from 0>` when the file is a PDF or a TIFF of several pages. */
    readonly sha256: string;
    readonly mediaType: MediaType;
  };
  readonly image: PageImage;
  /** The same pixels in fewer bytes, where a channel of this kiosk may need them; packing takes one or the other. */
  readonly reduced?: PageImage | null;
  readonly source: { readonly file: string; readonly index: number; readonly pages: number };
  /** Upright size of the page as received: of the image, or of the page drawn from the PDF. */
  readonly received: PixelSize;
  /** How it lay in the picture; degrees of its lines as received and as stored, clockwise, null when it has none. */
  readonly geometry: PageGeometry;
  readonly skewBefore: number | null;
  readonly skewAfter: number | null;
  readonly checks: readonly PageCheck[];
  readonly fingerprint: Uint8Array;
}

export interface IntakeParts {
  readonly limits: PageLimits;
  /** The visit's folder on tmpfs; PDFs are drawn there (promise 5). */
  readonly folder: string;
  /** Decodes images; without it a forked child of this call's own, ended with it. */
  readonly worker?: ImageWorker;
  /** What is known of image files beside their pixels: they come from a scanner or a camera of the kiosk. */
  readonly facts?: PageFacts;
}

type Pages = AsyncGenerator<Result<AcceptedPage, PageFault>, void, undefined>;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/**
 * Takes files (JPEG, PNG, TIFF, PDF) in order and yields their pages one by one, so that at most two raw pages exist
 * at once. The first fault is the last thing yielded: a document with a hole is no document.
 */
export async function* intake(files: readonly string[], parts: IntakeParts): Pages {
  const worker = parts.worker ?? buildImageWorker({ limits: parts.limits });
  try {
    for (const file of files)
      for await (const page of takeFile(file, worker, parts)) {
        yield page;
        if (!page.ok) return;
      }
  } finally {
    if (parts.worker === undefined) worker.close();
  }
}

async function* takeFile(file: string, worker: ImageWorker, parts: IntakeParts): Pages {
  const read = await readReceived(file, parts.limits.maxFileBytes);
  if (!read.ok) return yield read;
  const mediaType = mediaTypeOf(read.value);
  if (mediaType === null) return yield fail(pageFault('unknown-format', file));
  const hash = sha256(read.value);
  const take = mediaType === 'application/pdf' ? drawnPages : imagePages;
  let handedOver = false;
  for await (const page of take(file, read.value, hash, worker, parts)) {
    if (!page.ok) return yield fail(pageFault(page.fault.code, file, page.fault.page, page.fault.detail));
    const { index, pages, jpeg, reduced, widthPx, heightPx, received } = page.value;
    const { geometry, skewBefore, skewAfter, checks, fingerprint } = page.value;
    const several = mediaType === 'application/pdf' || pages > 1;
    yield ok({
      original: { bytes: handedOver ? null : read.value, sha256: several ? `${hash}#${index}` : hash, mediaType },
      image: { jpeg, widthPx, heightPx, sha256: sha256(jpeg) },
      reduced: reduced && { jpeg: reduced, widthPx, heightPx, sha256: sha256(reduced) },
      source: { file, index, pages },
      received,
      geometry,
      skewBefore,
      skewAfter,
      checks,
      // A part of the child's whole answer: kept as it is, it would keep the page's pictures in memory with it.
      fingerprint: fingerprint.slice(),
    });
    handedOver = true;
  }
}

interface TakenPage extends NormalisedImage {
  readonly index: number;
  readonly pages: number;
}
type Taken = AsyncGenerator<Result<TakenPage, ImageRefusal & { readonly page: number | null }>, void, undefined>;

async function* imagePages(file: string, _: Uint8Array, hash: string, worker: ImageWorker, parts: IntakeParts): Taken {
  const opened = await worker.open(file);
  if (!opened.ok) return yield fail({ ...opened.fault, page: null });
  const { pages } = opened.value;
  if (opened.value.sha256 !== hash)
    return yield fail({ code: 'damaged', detail: 'the file changed while it was read', page: null });
  if (pages > parts.limits.maxPagesPerFile)
    return yield fail({ code: 'too-many-pages', detail: `${pages} pages`, page: null });
  for (let index = 0; index < pages; index++) {
    const image = await worker.normalise(index, parts.facts ?? unknownFacts);
    if (!image.ok) return yield fail({ ...image.fault, page: index });
    yield ok({ index, pages, ...image.value });
  }
}

async function* drawnPages(_: string, bytes: Uint8Array, __: string, worker: ImageWorker, parts: IntakeParts): Taken {
  if (!(await isTmpfs(parts.folder))) return yield fail({ code: 'no-tmpfs', detail: parts.folder, page: null });
  const folder = await mkdtemp(join(parts.folder, 'pdf-'));
  try {
    // The children read our copy: what was hashed is what is drawn.
    const copy = join(folder, 'received.pdf');
    await writeFile(copy, bytes, { mode: 0o600 });
    const pdf = await openPdf(copy, { limits: parts.limits, folder });
    if (!pdf.ok) return yield fail({ ...pdf.fault, page: null });
    for (let index = 0; index < pdf.value.pages; index++) {
      const drawn = await pdf.value.draw(index);
      if (!drawn.ok) return yield fail({ ...drawn.fault, page: index });
      const opened = await worker.open(drawn.value.file);
      const image = opened.ok ? await worker.normalise(0, drawn.value.facts) : opened;
      await rm(drawn.value.file, { force: true });
      if (!image.ok) return yield fail({ ...image.fault, page: index });
      yield ok({ index, pages: pdf.value.pages, ...image.value });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readReceived(file: string, maxBytes: number): Promise<Result<Uint8Array, PageFault>> {
  const read = await readBounded(file, maxBytes);
  if (!read.ok) {
    const { code, detail } = read.fault;
    return fail(pageFault(code === 'too-large' ? code : 'not-found', file, null, detail));
  }
  return read.value.length === 0 ? fail(pageFault('empty-file', file)) : read;
}
