import type { Result } from '../../shared/result.ts';
import { ownFile } from '../own-file.ts';
import { buildAskedChild, type ChildFault } from './asked-child.ts';
import type { PixelSize } from './image-messages.ts';
import type { PageLimits } from './limits.ts';

/** What is asked of the shrinking process: a page of ours, and the frame it shall fit, upright or turned. */
export interface ShrinkRequest {
  readonly jpeg: Uint8Array;
  readonly shortPx: number;
  readonly longPx: number;
  readonly quality: number;
}

export interface ShrunkPage extends PixelSize {
  readonly jpeg: Uint8Array;
}

/** Makes stored pages smaller, in a process of its own: the screen goes on. */
export interface Shrinker {
  shrink(jpeg: Uint8Array): Promise<Result<ShrunkPage, ChildFault>>;
  close(): void;
}

/** The stored page is at most 200 dpi on A4. */
const smallShare = 150 / 200;

const entry = ownFile('shrink-process', import.meta.url);

export function buildShrinker(limits: PageLimits): Shrinker {
  const child = buildAskedChild({ entry, timeoutMs: limits.imageTimeoutMs, memoryBytes: limits.imageMemoryBytes });
  return {
    shrink: async (jpeg) => {
      const request: ShrinkRequest = {
        jpeg,
        shortPx: Math.round(limits.pageShortPx * smallShare),
        longPx: Math.round(limits.pageLongPx * smallShare),
        quality: limits.jpegQuality,
      };
      // A refusal of the decoder is a fault of ours: it made this page.
      return (await child.ask(request)) as Result<ShrunkPage, ChildFault>;
    },
    close: child.stop,
  };
}
