import { randomInt } from 'node:crypto';
import type { PrinterProfile } from '../../../kiosk-config/schema/printer-profile.ts';
import { type Fault, fail, ok, type Result } from '../../../shared/result.ts';
import { type PrinterClock, systemClock } from './clock.ts';
import { buildEscposPrinter } from './escpos-printer.ts';
import { PRINTER_LIMITS, type PrinterLimits } from './limits.ts';
import { buildNoPrinter } from './no-printer.ts';
import type { ReceiptPrinter } from './printer.ts';
import { type PrinterSpec, type PrinterSpecFault, parsePrinterSpec } from './spec.ts';
import { deviceFileTransport, isStorage } from './transports/device-file.ts';
import { tcpTransport } from './transports/tcp.ts';

/** The profile of a printer nobody named one for (DESIGN section 6). */
export const DEFAULT_PROFILE = 'generic-80';

export interface OpenPrinterParts {
  readonly profiles: readonly PrinterProfile[];
  readonly clock?: PrinterClock;
  readonly limits?: PrinterLimits;
}

export type OpenPrinterFault = PrinterSpecFault | Fault<'port-taken'>;

/**
 * Opens a printer by its name: `tcp://HOST:PORT[?profile=ID]`, `file:/dev/usb/lp0[?profile=ID]`, `virtual:[FOLDER]` or `none:`. Nothing is said to
 * the device yet: one that is switched off is a status, not a fault. Faults: `bad-printer`, `unknown-profile`, `port-taken` (virtual).
 */
export async function openPrinter(
  spec: string,
  parts: OpenPrinterParts,
): Promise<Result<ReceiptPrinter, OpenPrinterFault>> {
  const parsed = parsePrinterSpec(spec);
  if (!parsed.ok) return parsed;
  const wanted = parsed.value.profile ?? DEFAULT_PROFILE;
  const profile = parts.profiles.find(({ id }) => id === wanted);
  if (profile === undefined) {
    const known = parts.profiles.map(({ id }) => id).join(', ');
    return fail({ code: 'unknown-profile', message: `no printer profile ${wanted}; there are: ${known}` });
  }
  if (parsed.value.kind === 'none') return ok(buildNoPrinter(profile));
  if (parsed.value.kind === 'file' && isStorage(parsed.value.path)) {
    const message = `${parsed.value.path} is no printer: a receipt written there would only be stored. Give a device file.`;
    return fail({ code: 'bad-printer', message });
  }
  const clock = parts.clock ?? systemClock;
  const limits = parts.limits ?? PRINTER_LIMITS;
  if (parsed.value.kind === 'virtual') return await openVirtual(parsed.value.directory, profile, clock, limits);
  return ok(
    buildEscposPrinter({
      name: nameOf(parsed.value),
      profile,
      virtual: false,
      clock,
      limits,
      newProcessId,
      openLink:
        parsed.value.kind === 'tcp'
          ? tcpTransport(parsed.value.host, parsed.value.port, clock, limits)
          : deviceFileTransport(parsed.value.path, clock, limits),
      dispose: async () => undefined,
    }),
  );
}

/** Printed on over real TCP. It knows GS ( H, so no time is spent waiting for paper that is already out. */
async function openVirtual(
  directory: string | null,
  base: PrinterProfile,
  clock: PrinterClock,
  limits: PrinterLimits,
): Promise<Result<ReceiptPrinter, OpenPrinterFault>> {
  const profile: PrinterProfile = { ...base, fence: 'gs-h' };
  // A desk with a real printer never loads the double.
  const { startVirtualPrinter } = await import('./virtual/virtual-printer.ts');
  const started = await startVirtualPrinter({ profile, clock, ...(directory === null ? {} : { directory }) });
  if (!started.ok) return started;
  return ok(
    buildEscposPrinter({
      name: `virtual printer on port ${started.value.port}`,
      profile,
      virtual: true,
      clock,
      limits,
      newProcessId,
      openLink: tcpTransport('127.0.0.1', started.value.port, clock, limits),
      dispose: () => started.value.close(),
    }),
  );
}

const nameOf = (spec: Extract<PrinterSpec, { kind: 'tcp' | 'file' }>): string =>
  spec.kind === 'tcp' ? `tcp://${spec.host}:${spec.port}` : spec.path;

/** Four letters out of 26: a late answer to one of the last jobs is recognised as such. */
const newProcessId = (): string => String.fromCharCode(...Array.from({ length: 4 }, () => 0x41 + randomInt(26)));
