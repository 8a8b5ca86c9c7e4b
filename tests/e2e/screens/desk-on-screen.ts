import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoBundlePath, loadBundle } from '../../../kiosk-config/schema/load-bundle.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../../../main/devices/printers/virtual/virtual-printer.ts';
import { type EsclServer, startEsclServer } from '../../devices/escl-server.ts';
import type { Place } from '../cli.ts';
import { drawSpecimens } from '../pages.ts';
import { openDisplay, type Size } from './display.ts';
import { giveHand, type Hand, type Looker } from './hand.ts';
import { type KioskOnScreen, startOnScreen } from './kiosk-on-screen.ts';

/** A desk on real protocols: an eSCL scanner that `scanimage` reads, a receipt printer over TCP, a kiosk on its own screen. */
export interface DeskOnScreen {
  readonly scanner: EsclServer;
  readonly printer: VirtualPrinter;
  readonly kiosk: KioskOnScreen;
  readonly hand: Hand;
  /** Three different sheets. */
  readonly papers: readonly Uint8Array[];
  /** Where A4 sheets come out. */
  readonly sheets: string;
  /** Puts the first sheet on the scanner, or the two others. */
  put(paper: 0 | 1): void;
  close(): Promise<void>;
}

/** `start`: how the kiosk is shown. */
export async function openDesk(
  place: Place,
  size: Size,
  language: string,
  looker: Looker,
  start = startOnScreen,
): Promise<DeskOnScreen> {
  const papers = (await drawSpecimens(place.root, 3)).map((path) => new Uint8Array(readFileSync(path)));
  const sheets = join(place.root, 'sheets');
  const bundle = await loadBundle(demoBundlePath);
  const profile = bundle.ok ? bundle.value.printers.find(({ id }) => id === 'generic-80') : undefined;
  const started = profile && (await startVirtualPrinter({ profile, speedMmPerS: 600 }));
  if (!started?.ok) throw new Error('no printer');
  const printer = started.value;
  const [display, scanner] = [await openDisplay(size), await startEsclServer(papers)];
  const kiosk = await start({
    place,
    display,
    printer: `tcp://127.0.0.1:${printer.port}?profile=generic-80`,
    scanner: `escl:${scanner.url}`,
    a4: `virtual:${sheets}`,
  });
  const hand = await giveHand({ kiosk, language, onLook: looker.look });
  return {
    scanner,
    printer,
    kiosk,
    hand,
    papers,
    sheets,
    put: (paper) => scanner.load(paper === 0 ? papers.slice(0, 1) : papers.slice(1)),
    close: async () => {
      await kiosk.stop();
      await printer.close();
      await scanner.close();
      await display.close();
      place.remove();
    },
  };
}
