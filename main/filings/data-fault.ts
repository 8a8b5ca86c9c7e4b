import { type Fault, fail, type Result } from '../../shared/result.ts';

/** What can be wrong with the data folder or its disk; each has one cure that staff can be told. */
export type DataFaultCode =
  | 'busy'
  | 'data-read-only'
  | 'disk-full'
  | 'data-damaged'
  | 'data-newer'
  | 'data-unreachable';

export type DataFault = Fault<DataFaultCode>;

const messages: Readonly<Record<DataFaultCode, string>> = {
  busy: 'Another process holds this data folder.',
  'data-read-only': 'The data folder cannot be written.',
  'disk-full': 'The disk of the data folder is full; nothing was recorded.',
  'data-damaged': 'The data folder is damaged; nothing was recorded.',
  'data-newer': 'The data folder was written by a newer version of this software.',
  'data-unreachable': 'The data folder cannot be reached, or its disk reports errors.',
};

export const dataFault = (code: DataFaultCode, detail?: string): DataFault => ({
  code,
  message: detail ? `${messages[code]} (${detail})` : messages[code],
});

/** Whether it lies with the whole folder or its disk, and every filing meets it; damage may be one filing's. */
export const isOfFolder = (fault: Fault): fault is DataFault =>
  fault.code !== 'data-damaged' && Object.hasOwn(messages, fault.code);

const byErrno: Readonly<Record<string, DataFaultCode>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EROFS: 'data-read-only',
  EACCES: 'data-read-only',
  EPERM: 'data-read-only',
  ENOTDIR: 'data-unreachable',
  ENOENT: 'data-unreachable',
  EEXIST: 'data-unreachable',
  EISDIR: 'data-damaged',
  EIO: 'data-unreachable',
};

/** SQLite's primary result codes (https://sqlite.org/rescode.html). */
const bySqliteCode: Readonly<Record<number, DataFaultCode>> = {
  5: 'busy',
  6: 'busy',
  8: 'data-read-only',
  10: 'data-unreachable',
  11: 'data-damaged',
  13: 'disk-full',
  14: 'data-unreachable',
  26: 'data-damaged',
};

/** The fault that a file system's or SQLite's error is, or null when the error is a bug of ours. */
export function dataFaultOf(error: unknown): DataFault | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  const code =
    error.code === 'ERR_SQLITE_ERROR' && 'errcode' in error && typeof error.errcode === 'number'
      ? bySqliteCode[error.errcode & 0xff]
      : typeof error.code === 'string'
        ? byErrno[error.code]
        : undefined;
  return code === undefined ? null : dataFault(code, error.message);
}

/** Runs work on the data folder: its faults become values, any other throw is a bug and goes on. */
export function onData<T, F>(work: () => Result<T, F>): Result<T, F | DataFault> {
  try {
    return work();
  } catch (error) {
    const fault = dataFaultOf(error);
    if (!fault) throw error;
    return fail(fault);
  }
}
