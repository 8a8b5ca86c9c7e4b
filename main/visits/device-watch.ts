import type { Bundle } from '../../kiosk-config/schema/bundle.ts';
import { cameraOf } from '../devices/camera-name.ts';
import type { DeviceNames } from '../devices/choose-devices.ts';
import type { PrinterClock } from '../devices/printers/clock.ts';
import { openPrinter } from '../devices/printers/open-printer.ts';
import { parsePrinterSpec } from '../devices/printers/spec.ts';
import { openScanner } from '../devices/scanners/open-scanner.ts';
import { type PaperState, paperState, type ScannerState, scannerState } from './device-states.ts';
import { type Dock, printerStates, untouchedDock } from './dock.ts';

export interface DeviceWatchParts {
  readonly devices: DeviceNames;
  readonly bundle: Pick<Bundle, 'printers'>;
  readonly timer: PrinterClock;
  /** Where SANE's configuration may be written. */
  readonly tmpRoot: string;
  /** A visit has the devices: its process says how they are, and nobody else asks. */
  readonly isInUse: () => boolean;
  readonly onChange: () => void;
}

/** How the desk's devices are, between visits and in them. */
export interface DeviceWatch {
  readonly virtual: { readonly printer: boolean; readonly scanner: boolean };
  /** The camera that is listed as the scanner; null: none is. */
  readonly camera: string | null;
  printer(): PaperState;
  scanner(): ScannerState;
  dock(): Dock;
  /** A hand did something to the virtual devices. */
  setDock(dock: Dock): void;
  /** The visit's process said so. */
  sawPrinter(state: PaperState): void;
  sawScanner(state: ScannerState): void;
  /** Asks the real devices now, and again every while. */
  start(): void;
  stop(): void;
}

/** A roll is changed and a scanner plugged in within minutes; a network printer is not asked more often than this. */
const askEveryMs = 30_000;

export function watchDevices(parts: DeviceWatchParts): DeviceWatch {
  const { devices, bundle, timer, tmpRoot } = parts;
  const named = parsePrinterSpec(devices.printer);
  const virtual = {
    printer: named.ok && named.value.kind === 'virtual',
    scanner: devices.scanner.startsWith('virtual:'),
  };
  let dock = untouchedDock;
  let printer: PaperState = virtual.printer ? 'ready' : 'absent';
  let scanner: ScannerState = virtual.scanner ? 'ready' : 'absent';
  let cancel = (): void => undefined;
  let stopped = false;

  const see = (seen: { readonly printer?: PaperState; readonly scanner?: ScannerState }): void => {
    const isNew = (seen.printer ?? printer) !== printer || (seen.scanner ?? scanner) !== scanner;
    printer = seen.printer ?? printer;
    scanner = seen.scanner ?? scanner;
    // A device that answers after the stop is told to nobody: the core behind it may be closed.
    if (isNew && !stopped) parts.onChange();
  };
  const dockScanner = (): ScannerState => (dock.scanner === 'unplugged' ? 'absent' : 'ready');
  const askPrinter = async (): Promise<PaperState> => {
    const opened = await openPrinter(devices.printer, { profiles: bundle.printers });
    if (!opened.ok) return 'absent';
    try {
      return paperState(await opened.value.status());
    } finally {
      await opened.value.close();
    }
  };
  const askScanner = async (): Promise<ScannerState> => {
    const opened = openScanner(devices.scanner, { tmpRoot });
    return opened.ok ? scannerState(await opened.value.status()) : 'absent';
  };
  const ask = async (): Promise<void> => {
    if (!parts.isInUse()) {
      if (!virtual.printer) see({ printer: await askPrinter() });
      // A visit may have begun while the printer answered.
      if (!virtual.scanner && !parts.isInUse()) see({ scanner: await askScanner() });
    }
    if (!stopped) cancel = timer.alarm(askEveryMs, () => void ask());
  };

  return {
    virtual,
    camera: cameraOf(devices.scanner),
    printer: () => printer,
    scanner: () => scanner,
    dock: () => dock,
    setDock: (changed) => {
      dock = changed;
      see({
        ...(virtual.printer ? { printer: printerStates[dock.printer] } : {}),
        ...(virtual.scanner ? { scanner: dockScanner() } : {}),
      });
    },
    sawPrinter: (state) => see({ printer: state }),
    sawScanner: (state) => see({ scanner: state }),
    start: () => void ask(),
    stop: () => {
      stopped = true;
      cancel();
    },
  };
}
