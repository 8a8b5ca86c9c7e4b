import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { ownFile } from '../own-file.ts';
import { buildAskedChild, type ChildFault } from './asked-child.ts';
import type { PdfAnswer, PdfRequest } from './pdf-messages.ts';

export type PdfReaderFault = Fault<'timeout' | 'damaged' | 'no-reader'>;

/** Walks PDFs in a process of its own. A hang, a crash, too much memory: a value, and the next ask gets a new process. */
export interface PdfReader {
  /** Pages of the tree; `damaged` when it cannot be walked. */
  count(file: string): Promise<Result<number, PdfReaderFault>>;
  /** SHA-256 (hex) of each page's image of the packed document whose bytes have this hash; `damaged` for any other file. */
  pageHashes(file: string, sha256: string): Promise<Result<readonly string[], PdfReaderFault>>;
  close(): void;
}

export interface PdfReaderParts {
  readonly timeoutMs: number;
  readonly memoryBytes: number;
  /** The child's entry file; tests put one here that hangs or crashes. */
  readonly entry?: string;
}

const ownEntry = ownFile('pdf-process', import.meta.url);
const faults: Readonly<Record<ChildFault['end'], PdfReaderFault['code']>> = {
  timeout: 'timeout',
  stopped: 'damaged',
  missing: 'no-reader',
};
const sentences: Readonly<Record<PdfReaderFault['code'], string>> = {
  timeout: 'The PDF takes too long to read.',
  damaged: 'The PDF is not a whole one.',
  'no-reader': 'PDF files cannot be read on this machine: install the package util-linux.',
};

export function buildPdfReader({ timeoutMs, memoryBytes, entry = ownEntry }: PdfReaderParts): PdfReader {
  const child = buildAskedChild({ entry, timeoutMs, memoryBytes });
  const refused = (code: PdfReaderFault['code']) => fail<PdfReaderFault>({ code, message: sentences[code] });

  async function ask(request: PdfRequest): Promise<Result<PdfAnswer, PdfReaderFault>> {
    const reply = await child.ask(request);
    return reply.ok ? ok(reply.value as PdfAnswer) : refused(faults[reply.fault.end]);
  }

  return {
    count: async (file) => {
      const answer = await ask({ do: 'count', file });
      if (!answer.ok) return answer;
      return answer.value.pages === null ? refused('damaged') : ok(answer.value.pages);
    },
    pageHashes: async (file, sha256) => {
      const answer = await ask({ do: 'page-hashes', file });
      if (!answer.ok) return answer;
      const { hashes } = answer.value;
      return hashes === null || answer.value.sha256 !== sha256 ? refused('damaged') : ok(hashes);
    },
    close: child.stop,
  };
}
