import type { PrinterProfile } from '../../../kiosk-config/schema/printer-profile.ts';
import type { ReceiptPrinter } from './printer.ts';

/** In the place of a printer that nobody named: it is disconnected, and nothing is sent to it. */
export function buildNoPrinter(profile: PrinterProfile): ReceiptPrinter {
  return {
    name: 'none',
    profile,
    virtual: false,
    status: async () => 'disconnected',
    print: async () => ({ result: 'not-printed', status: 'disconnected', bytesSent: 0 }),
    close: async () => undefined,
  };
}
