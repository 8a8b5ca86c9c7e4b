import type { PrinterProfile } from '../../../../kiosk-config/schema/printer-profile.ts';
import { systemClock } from '../clock.ts';
import { buildEscposPrinter } from '../escpos-printer.ts';
import { PRINTER_LIMITS } from '../limits.ts';
import { tcpTransport } from '../transports/tcp.ts';
import type { VirtualPaper } from './paper.ts';
import { startVirtualPrinter } from './virtual-printer.ts';

/** Draws a job of ESC/POS bytes as the paper would look: printed for real on a virtual printer of this profile. Null when it did not print. */
export async function drawPaper(job: Uint8Array, base: PrinterProfile): Promise<VirtualPaper | null> {
  const profile: PrinterProfile = { ...base, fence: 'gs-h' };
  // A drawing need not take the time that paper takes.
  const started = await startVirtualPrinter({ profile, bytesPerS: 100_000_000, speedMmPerS: 1_000_000 });
  if (!started.ok) return null;
  const virtual = started.value;
  const printer = buildEscposPrinter({
    name: 'drawing',
    profile,
    virtual: true,
    clock: systemClock,
    limits: PRINTER_LIMITS,
    newProcessId: () => 'DRAW',
    openLink: tcpTransport('127.0.0.1', virtual.port, systemClock, PRINTER_LIMITS),
    dispose: async () => undefined,
  });
  try {
    const { result } = await printer.print(job);
    const [paper] = await virtual.papers();
    return result === 'printed' ? (paper ?? null) : null;
  } finally {
    await printer.close();
    await virtual.close();
  }
}
