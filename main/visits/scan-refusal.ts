import type { scanFaults } from '../../shared/contract/visit.ts';
import type { Fault } from '../../shared/result.ts';
import type { ScanFaultCode, Scanner } from '../devices/scanners/scanner.ts';

export type ScanRefusal = (typeof scanFaults)[number];

/** What a screen says of each fault of the scanner. */
const ofScanner: Readonly<Record<ScanFaultCode, ScanRefusal>> = {
  busy: 'busy',
  jam: 'jam',
  'no-paper': 'no-paper',
  'cover-open': 'cover-open',
  io: 'trouble',
  disconnected: 'absent',
  timeout: 'trouble',
  cancelled: 'cancelled',
  incomplete: 'bad-page',
  'wrong-size': 'trouble',
  'no-tmpfs': 'trouble',
  'not-installed': 'absent',
  refused: 'trouble',
};

/** Faults that are another thing, and have another cure, with a camera. */
const ofCamera: Partial<Record<ScanFaultCode, ScanRefusal>> = {
  busy: 'camera-busy',
  disconnected: 'camera-absent',
  incomplete: 'camera-bad',
  refused: 'camera-refused',
  timeout: 'camera-late',
};

/** Faults that are not the paper's: the disk's, and limits. */
const others: Readonly<Record<string, ScanRefusal>> = {
  'too-many-pages': 'too-many-pages',
  'disk-full': 'trouble',
  'data-read-only': 'trouble',
  'data-unreachable': 'trouble',
  'no-tmpfs': 'trouble',
  'no-renderer': 'trouble',
  timeout: 'trouble',
};

/** A fault on the way in, as the contract has it; of what the file itself was found to be, `bad-page`. */
export function scanRefusal({ code, message }: Fault, driver: Scanner['driver']): Fault<ScanRefusal> {
  const spoken: Readonly<Record<string, ScanRefusal>> = driver === 'camera' ? { ...ofScanner, ...ofCamera } : ofScanner;
  const scanner = code.startsWith('scan-') ? spoken[code.slice(5)] : undefined;
  return { code: scanner ?? others[code] ?? 'bad-page', message };
}
