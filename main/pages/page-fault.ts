import type { Fault } from '../../shared/result.ts';

export const pageFaultCodes = [
  'not-found',
  'empty-file',
  'unknown-format',
  'damaged',
  'truncated',
  'too-large',
  'too-long',
  'too-many-pages',
  'encrypted',
  'timeout',
  'no-renderer',
  'no-tmpfs',
] as const;
export type PageFaultCode = (typeof pageFaultCodes)[number];

/** Why a file was refused: the visitor's words come from the locales, this sentence is for staff and for scripts. */
export interface PageFault extends Fault<PageFaultCode> {
  /** The file as it was named to us. */
  readonly file: string;
  /** Index of the page from 0 where it is known. */
  readonly page: number | null;
}

const sentences: Record<PageFaultCode, string> = {
  'not-found': 'The file cannot be read. Check its name and its permissions.',
  'empty-file': 'The file is empty. Scan or copy it again.',
  'unknown-format':
    'The file is not a JPEG, PNG, TIFF or PDF. Save it in one of these formats, or print it and scan it.',
  damaged: 'The file is damaged: it does not decode whole. Scan the sheet again, or print the file and scan the print.',
  truncated: 'The file is cut short: its end is missing. Copy it again whole, or scan the sheet again.',
  'too-large': 'The file or its image is larger than a sheet of paper can need. Scan the sheet at 300 dpi instead.',
  'too-long':
    'The page is much longer or larger than a sheet: on A4 it could not be read. Print or photograph it in parts.',
  'too-many-pages': 'The file holds more pages than one document may have. Split it into several documents.',
  encrypted: 'The PDF is protected. Save a copy without password, or print it and scan the print.',
  timeout: 'The file takes too long to open. Print it and scan the print.',
  'no-renderer': 'PDF files cannot be opened on this machine: install the packages poppler-utils and util-linux.',
  'no-tmpfs':
    'The working folder is not in memory (tmpfs), so pages would touch the disk. Use a folder under /dev/shm.',
};

/** Builds a fault with its plain sentence; `detail` is what the decoder said, for the technician. */
export function pageFault(code: PageFaultCode, file: string, page: number | null = null, detail = ''): PageFault {
  const where = page === null ? '' : ` (page ${page + 1})`;
  const said = detail === '' ? '' : ` [${detail.replaceAll(/\s+/g, ' ').trim().slice(0, 200)}]`;
  return { code, message: `${sentences[code]}${where}${said}`, file, page };
}
