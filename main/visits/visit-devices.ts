import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ok } from '../../shared/result.ts';
import { type A4Printer, openA4 } from '../devices/a4/a4-printer.ts';
import { openPrinter } from '../devices/printers/open-printer.ts';
import type { ReceiptPrinter } from '../devices/printers/printer.ts';
import { parsePrinterSpec } from '../devices/printers/spec.ts';
import { openScanner } from '../devices/scanners/open-scanner.ts';
import type { Scanner } from '../devices/scanners/scanner.ts';
import { readControl } from '../devices/scanners/virtual/control.ts';
import { type Dock, scannerControl, tellPrinter } from './dock.ts';
import { buildFrames, type Frames } from './frames.ts';
import type { VisitSetup } from './visit-messages.ts';

/** The virtual printer looks at its control file every 100 ms. */
const controlSeenMs = 250;

export interface VisitDevices {
  readonly printer: ReceiptPrinter | null;
  readonly scanner: Scanner | null;
  readonly a4: A4Printer | null;
  /** Where a camera's pictures come in. */
  readonly frames: Frames;
  /** A hand did something to the virtual devices; they have noticed when it resolves. */
  setDock(dock: Dock): Promise<void>;
}

/** Opens the devices of one visit. What cannot be opened is absent: a visit goes on without it (promise 7). */
export async function openVisitDevices(
  { bundle, devices, dock: first, pageLimits }: Pick<VisitSetup, 'bundle' | 'devices' | 'dock' | 'pageLimits'>,
  folder: string,
): Promise<VisitDevices> {
  let dock = first;
  let told: Promise<void> = Promise.resolve();
  const { spec, papers } = printerPlace(devices.printer, folder);
  if (papers !== null) await tellPrinter(papers, dock);
  const printer = await openPrinter(spec, { profiles: bundle.printers });

  const frames = buildFrames();
  const [, control] = /^virtual:(.*)$/s.exec(devices.scanner) ?? [];
  const scanner = openScanner(devices.scanner, {
    tmpRoot: folder,
    pageLimits,
    frames,
    ...(control === undefined
      ? {}
      : {
          control: async () => {
            const own = control === '' ? ok({}) : await readControl(control);
            return own.ok ? ok(scannerControl(own.value, dock)) : own;
          },
        }),
  });
  // A scanner that must be looked for is, while the visitor reads the first screens.
  // A visit that ends meanwhile takes its folder away from under the search.
  if (scanner.ok) void scanner.value.prepare?.().catch(() => undefined);
  const a4 = openA4(devices.a4);
  return {
    printer: printer.ok ? printer.value : null,
    scanner: scanner.ok ? scanner.value : null,
    a4: a4.ok ? a4.value : null,
    frames,
    setDock: (changed) => {
      dock = changed;
      // One hand at a time: the last word is the one that holds.
      if (papers !== null) told = told.then(() => tellPrinter(papers, changed)).then(() => delay(controlSeenMs));
      return told;
    },
  };
}

/** A virtual printer lays its papers into the visit's folder in memory, unless its name gives another. */
function printerPlace(name: string, folder: string): { readonly spec: string; readonly papers: string | null } {
  const parsed = parsePrinterSpec(name);
  if (!parsed.ok || parsed.value.kind !== 'virtual') return { spec: name, papers: null };
  const { directory, profile } = parsed.value;
  const papers = directory ?? join(folder, 'papers');
  return { spec: `virtual:${papers}${profile === null ? '' : `?profile=${profile}`}`, papers };
}
