import type { paperStates } from '../../shared/contract/kiosk.ts';
import type { PrinterStatus } from '../devices/printers/printer.ts';
import type { ScannerStatus } from '../devices/scanners/scanner.ts';

export type PaperState = (typeof paperStates)[number];
export const scannerStates = ['ready', 'busy', 'absent'] as const;
export type ScannerState = (typeof scannerStates)[number];

/** A printer's status as far as a screen needs it. */
export function paperState(status: PrinterStatus): PaperState {
  switch (status) {
    case 'ready':
    case 'busy':
      return 'ready';
    case 'near-end':
    case 'paper-out':
      return status;
    case 'disconnected':
      return 'absent';
    default:
      return 'trouble';
  }
}

/** A scanner that does not say how it is may still scan: the visitor tries. */
export function scannerState(status: ScannerStatus): ScannerState {
  if (status === 'disconnected') return 'absent';
  return status === 'busy' ? 'busy' : 'ready';
}
