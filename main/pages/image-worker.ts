import { fail, type Result } from '../../shared/result.ts';
import { ownFile } from '../own-file.ts';
import { buildAskedChild } from './asked-child.ts';
import type {
  ImageRefusal,
  ImageRequest,
  NormalisedImage,
  OpenedImage,
  PixelSize,
  QuarterTurns,
  TurnedImage,
} from './image-messages.ts';
import type { PageLimits } from './limits.ts';
import type { PageFacts } from './page-facts.ts';

/** Decodes one file at a time, in a process of its own. */
export interface ImageWorker {
  /** Starts the process and makes it warm on a page of nobody's, while the real one is still on its way. */
  prepare(): void;
  open(file: string): Promise<Result<OpenedImage, ImageRefusal>>;
  /** Decodes one page (index from 0) of the open file whole, and gives its upright size. */
  measure(index: number): Promise<Result<PixelSize, ImageRefusal>>;
  /** One page of the open file as it is stored: straightened. */
  normalise(index: number, facts: PageFacts): Promise<Result<NormalisedImage, ImageRefusal>>;
  /** The open file, a page as it is stored, turned clockwise. */
  turn(quarterTurns: QuarterTurns): Promise<Result<TurnedImage, ImageRefusal>>;
  /** Ends the process and what it holds; a later call starts a new one. */
  close(): void;
}

export interface ImageWorkerParts {
  readonly limits: PageLimits;
  /** The child's entry file; tests put one here that hangs or crashes. */
  readonly entry?: string;
}

const ownEntry = ownFile('image-process', import.meta.url);
const childFaults = { timeout: 'timeout', stopped: 'damaged', missing: 'no-renderer' } as const;

/** Decodes images in a forked child with bounded memory and a deadline per call; a crash or hang of it is a value. */
export function buildImageWorker({ limits, entry = ownEntry }: ImageWorkerParts): ImageWorker {
  const child = buildAskedChild({ entry, timeoutMs: limits.imageTimeoutMs, memoryBytes: limits.imageMemoryBytes });
  const { maxImagePixels, maxImageSidePx, pageShortPx, pageLongPx, jpegQuality, reducedQuality, minKeptDetail } =
    limits;
  const page = { pageShortPx, pageLongPx, jpegQuality, reducedQuality, minKeptDetail };
  const settings = { maxImagePixels, maxImageSidePx, ...page };

  async function ask<T>(request: ImageRequest): Promise<Result<T, ImageRefusal>> {
    const reply = await child.ask(request);
    if (reply.ok) return reply.value as Result<T, ImageRefusal>;
    return fail({ code: childFaults[reply.fault.end], detail: `decoder: ${reply.fault.detail}` });
  }

  return {
    prepare: () => child.tell({ do: 'prepare', settings } satisfies ImageRequest),
    open: (file) => ask({ do: 'open', file, settings }),
    measure: (index) => ask({ do: 'measure', index }),
    normalise: (index, facts) => ask({ do: 'normalise', index, facts }),
    turn: (quarterTurns) => ask({ do: 'turn', quarterTurns }),
    close: child.stop,
  };
}
