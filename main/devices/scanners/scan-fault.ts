import { type Fault, fail } from '../../../shared/result.ts';
import type { ScanFault, ScanFaultCode } from './scanner.ts';

const sentences: Record<ScanFaultCode, string> = {
  busy: 'The scanner is busy. Wait a moment, then try again.',
  jam: 'Paper is jammed in the scanner. Take it out, and count the sheets: a page may be missing.',
  'no-paper': 'There is no more paper in the scanner. Put the next sheets in.',
  'cover-open': 'The cover of the scanner is open. Close it.',
  io: 'The scanner stopped with an error. Try again; if it comes back, switch the scanner off and on.',
  disconnected: 'The scanner does not answer. Check its cable and that it is switched on.',
  timeout: 'The scanner took too long and was stopped. Try again.',
  cancelled: 'The scan was cancelled.',
  incomplete: 'A page came incomplete from the scanner. Scan this sheet again.',
  'wrong-size': 'The scanner did not give the size that was asked for. Choose A4 and a resolution it supports.',
  'no-tmpfs': 'The folder for pages is not in memory (tmpfs), so pages would touch the disk.',
  refused: 'The page may not use the camera. Allow it for the kiosk’s own page.',
  'not-installed': 'Scanning needs the packages sane-utils and sane-airscan. Install them.',
};

/** A fault with its plain sentence; `detail` is what the device said, for the technician. */
export function scanFault(code: ScanFaultCode, detail = ''): ScanFault {
  const said = detail.replaceAll(/\s+/g, ' ').trim().slice(-300);
  return { code, message: said === '' ? sentences[code] : `${sentences[code]} [${said}]` };
}

export const scanFailed = (code: ScanFaultCode, detail = '') => fail(scanFault(code, detail));

/** What is wrong in the name of a scanner, before any device is touched. */
export type ScannerSpecFault = Fault<'unknown-scanner' | 'no-scanner'>;
