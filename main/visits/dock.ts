import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InputOf } from '../../shared/contract/contract.ts';
import type { kioskContract } from '../../shared/contract/kiosk.ts';
import type { Conditions } from '../devices/printers/virtual/conditions.ts';
import { CONTROL_FILE } from '../devices/printers/virtual/control-file.ts';
import type { VirtualControl } from '../devices/scanners/virtual/control.ts';
import type { PaperState } from './device-states.ts';

export type DockAct = InputOf<(typeof kioskContract)['dock']>;
type ActOn<D extends DockAct['device']> = Extract<DockAct, { device: D }>['act'];

/** What hands did to the virtual devices; it stays from one visit to the next, as an empty roll would. */
export interface Dock {
  readonly printer: ActOn<'printer'>;
  readonly scanner: ActOn<'scanner'>;
}

export const untouchedDock: Dock = { printer: 'healthy', scanner: 'healthy' };

const printerConditions: Readonly<Record<Dock['printer'], Partial<Conditions>>> = {
  healthy: {},
  'paper-out': { paper: 'out' },
  'cover-open': { cover: 'open' },
  silent: { voice: 'silent' },
  'cut-line': { line: 'cut' },
};

/** How the virtual printer then is, while nobody prints on it. */
export const printerStates: Readonly<Record<Dock['printer'], PaperState>> = {
  healthy: 'ready',
  'paper-out': 'paper-out',
  'cover-open': 'trouble',
  silent: 'trouble',
  'cut-line': 'absent',
};

const scannerMishaps: Readonly<Record<Dock['scanner'], NonNullable<VirtualControl['mishap']>>> = {
  healthy: { kind: 'none' },
  // The next sheet jams, also in the middle of a pile.
  jam: { kind: 'jam', page: 1 },
  empty: { kind: 'empty' },
  'cover-open': { kind: 'cover-open' },
  unplugged: { kind: 'unplugged' },
};

/** The virtual scanner's control: its own, unless a hand did something. */
export const scannerControl = (own: VirtualControl, { scanner }: Dock): VirtualControl =>
  scanner === 'healthy' ? own : { ...own, mishap: scannerMishaps[scanner] };

/** Tells the virtual printer by the file it looks at (`control.json` in its folder), also while a job runs. */
export async function tellPrinter(folder: string, { printer }: Dock): Promise<void> {
  const healthy: Partial<Conditions> = {
    paper: 'present',
    cover: 'closed',
    error: 'none',
    voice: 'normal',
    line: 'joined',
  };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, CONTROL_FILE);
  await writeFile(`${path}.part`, JSON.stringify({ set: { ...healthy, ...printerConditions[printer] } }));
  await rename(`${path}.part`, path);
}
