import { scanFault } from './scan-fault.ts';
import type { ScanFault } from './scanner.ts';

/** How one run of `scanimage` ended. `cause`: why we stopped it ourselves, null when it ended by itself. */
export interface ScanimageEnd {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stderr: string;
  readonly cause: 'timeout' | 'cancelled' | null;
  readonly missing: boolean;
}

/**
 * The fault in an end of `scanimage`, null when it has none. Its exit code is the SANE status (DESIGN section 5);
 * 1 is also a wrong option and a device that does not open. A code is no evidence of success: pages are judged apart.
 */
export function faultOfEnd(end: ScanimageEnd, tolerance: number): ScanFault | null {
  if (end.missing) return scanFault('not-installed');
  if (end.cause !== null) return scanFault(end.cause);
  if (end.code !== 0) return scanFault(byExitCode(end), lastWords(end.stderr));
  // A batch that found no more paper exits 0; what it rounded is measured on the pages that came.
  if (statusSaid(end.stderr) === 7) return scanFault('no-paper', lastWords(end.stderr));
  const rounded = roundedAway(end.stderr, tolerance);
  return rounded === null ? null : scanFault('wrong-size', rounded);
}

/** What `sane_strstatus` calls each status (SANE standard, section 4.4.2, in the C locale), by its number. */
const statusNames = [
  'Success',
  'Operation not supported',
  'Operation was canceled',
  'Device busy',
  'Invalid argument',
  'End of file reached',
  'Document feeder jammed',
  'Document feeder out of documents',
  'Scanner cover is open',
  'Error during device I/O',
  'Out of memory',
  'Access to resource has been denied',
];

/** The exit code that a batch's last words announce, null when they announce none: for a process that never exits. */
export function statusSaid(stderr: string): number | null {
  const lastTry = stderr.slice(Math.max(0, stderr.lastIndexOf('\nScanning page')));
  const name = /^scanimage: sane_(?:start|read|get_parameters): (.+)$/m.exec(lastTry)?.[1];
  if (name !== undefined) return statusNames.includes(name) ? statusNames.indexOf(name) : null;
  // A page is whole at the end of its data, status 5; with no page begun, a batch that was over says nothing.
  return /^Scanned page \d+\. \(scanner status = 5\)$/m.test(lastTry) ? 0 : null;
}

function byExitCode({ code, stderr }: ScanimageEnd): ScanFault['code'] {
  switch (code) {
    case 1:
      return /open of device|no SANE devices/i.test(stderr) ? 'disconnected' : 'io';
    case 2:
      return 'cancelled';
    case 3:
      return 'busy';
    case 4:
      return 'wrong-size';
    case 5:
      return 'incomplete';
    case 6:
      return 'jam';
    case 7:
      return 'no-paper';
    case 8:
      return 'cover-open';
    case 11:
      return 'disconnected';
    // Aborted (134), terminated (143), or ended by a signal: what it wrote is not whole.
    case 134:
    case 143:
    case null:
      return 'incomplete';
    default:
      return 'io';
  }
}

/** `scanimage` only warns when it changes the resolution or area asked for; beyond the tolerance that is another page. */
export function roundedAway(stderr: string, tolerance: number): string | null {
  for (const match of stderr.matchAll(/rounded value of (\S+) from (-?[\d.]+) to (-?[\d.]+)/g)) {
    const [line, , from = '', to = ''] = match;
    const [asked, given] = [Number(from), Number(to)];
    // The corner at 0 may move by as much as an edge may: 1 % of the page's width, about 2 mm.
    const allowed = asked === 0 ? 200 * tolerance : Math.abs(asked) * tolerance;
    if (!(Math.abs(asked - given) <= allowed)) return line;
  }
  return null;
}

function lastWords(stderr: string): string {
  const lines = stderr.split(/[\r\n]+/).filter((line) => line.startsWith('scanimage:'));
  return lines.at(-1) ?? '';
}
