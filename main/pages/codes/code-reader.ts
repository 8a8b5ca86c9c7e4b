import { ownFile } from '../../own-file.ts';
import { buildAskedChild } from '../asked-child.ts';
import type { CodeFormat, CodeRequest, PageCode } from './code-messages.ts';

/** Looks for barcodes on one page at a time, in a process of its own: a page takes about 0.1 s of a processor. */
export interface CodeReader {
  /** The codes of these kinds on a page as it is stored; none also when the reader crashed or took too long. */
  read(jpeg: Uint8Array, formats: readonly CodeFormat[]): Promise<readonly PageCode[]>;
  /** Ends the process and what it holds; from here on nothing is read. */
  close(): void;
}

export interface CodeReaderLimits {
  readonly timeoutMs: number;
  readonly memoryBytes: number;
}

export const defaultCodeReaderLimits: CodeReaderLimits = {
  // A full page takes 0.1 s, on a slow kiosk 0.5 s; a code is a help, never worth a wait.
  timeoutMs: 5_000,
  // The runtime reserves 640 MB (RLIMIT_DATA counts reservations); the decoder's own heap stays below 100 MB a page.
  memoryBytes: 1_200_000_000,
};

export interface CodeReaderParts {
  readonly limits?: CodeReaderLimits;
  /** The child's entry file; tests put one here that hangs or crashes. */
  readonly entry?: string;
}

const ownEntry = ownFile('code-process', import.meta.url);

/** Reads codes in a forked child, one page after the other in the order they are asked. */
export function buildCodeReader(parts: CodeReaderParts = {}): CodeReader {
  const { timeoutMs, memoryBytes } = parts.limits ?? defaultCodeReaderLimits;
  const child = buildAskedChild({ entry: parts.entry ?? ownEntry, timeoutMs, memoryBytes });
  let isClosed = false;
  let last: Promise<unknown> = Promise.resolve();
  return {
    read: (jpeg, formats) => {
      const request: CodeRequest = { jpeg, formats };
      // One after the other: a page that waits does not use up its own deadline.
      const answer = last.then(async () => {
        const reply = isClosed ? null : await child.ask(request);
        return reply?.ok ? (reply.value as readonly PageCode[]) : [];
      });
      last = answer;
      return answer;
    },
    close: () => {
      isClosed = true;
      child.stop();
    },
  };
}
