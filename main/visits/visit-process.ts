import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../devices/printers/clock.ts';
import { buildVault } from '../filings/vault.ts';
import { nodeCrypto } from '../node-crypto.ts';
import { visitFolder } from '../pages/tmpfs.ts';
import { placeOf } from '../place-of.ts';
import { linkCore } from './core-link.ts';
import { paperState, scannerState } from './device-states.ts';
import { buildVisit, type Visit } from './visit.ts';
import { openVisitDevices } from './visit-devices.ts';
import type { ParentLine } from './visit-launch.ts';
import type { FromVisit, ToVisit, VisitSetup } from './visit-messages.ts';

/** How the page and its pictures reach this process is the host's business: it gets what its other half handed over. */
export type OpenDoor<C> = (
  visit: Pick<Visit, 'connect' | 'picture' | 'isWanted' | 'frame'>,
) => (what: unknown, carried: C) => void;

/** What is in plain on tmpfs goes with the process, whatever ends it. */
let plainFolder: string | null = null;
const dropFolder = (): void => {
  if (plainFolder !== null) rmSync(plainFolder, { recursive: true, force: true });
};

/**
 * The visit's own process (DESIGN section 3, "Processes"): it alone holds what a visitor brings and types, and ends with the
 * visit. Without its parent it wipes and is gone; a bug in it wipes too.
 */
export function runVisitProcess<C>(line: ParentLine<C>, openDoor: OpenDoor<C>): void {
  const leave = (code: number) => (): void => {
    dropFolder();
    process.exit(code);
  };
  line.onGone(leave(0));
  process.once('SIGTERM', leave(0));
  const crash = (error: unknown): void => {
    process.stderr.write(`visit: a fault of the software itself at ${placeOf(error)}\n`);
    leave(1)();
  };
  process.once('uncaughtException', crash);
  process.once('unhandledRejection', crash);
  // Ctrl+C in a terminal reaches the whole group: the core ends the visit in its own order.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  let hear = (_: ToVisit): void => undefined;
  line.onMessage((message) => {
    if (message.kind !== 'setup') hear(message);
    else
      void start(message.setup, line, openDoor, (listen) => {
        hear = listen;
      });
  });
}

async function start<C>(
  setup: VisitSetup,
  line: ParentLine<C>,
  openDoor: OpenDoor<C>,
  listen: (hear: (message: ToVisit) => void) => void,
): Promise<void> {
  const say = line.send;
  const folder = await visitFolder();
  if (!folder.ok) return say({ kind: 'refused', code: 'no-tmpfs' });
  plainFolder = folder.value.path;
  // What a library keeps for itself (font caches, temporary files) is kept in memory too.
  for (const name of ['HOME', 'TMPDIR', 'XDG_CACHE_HOME', 'XDG_RUNTIME_DIR']) process.env[name] = plainFolder;
  const devices = await openVisitDevices(setup, plainFolder);
  const { printer, scanner } = devices;

  const link = linkCore((id, ask) => say({ kind: 'ask', id, ask }));
  const tellPrinter = async (): Promise<void> =>
    say({ kind: 'printer', state: printer === null ? 'absent' : paperState(await printer.status()) });
  let ending = false;
  const end = async (how: Extract<FromVisit, { kind: 'ending' }>['how']): Promise<void> => {
    if (ending) return;
    ending = true;
    // No print job outlives its visit, and none is cut in its middle (promise 2); the printer itself gives up in time.
    await Promise.race([visit.printed(), delay(setup.limits.printEndMs)]);
    say({ kind: 'ending', how });
    await visit.close();
    // The device is let go; a virtual printer lays the paper that was cut last.
    await Promise.race([printer?.close(), delay(setup.limits.printerEndMs)]);
    dropFolder();
    process.exit(0);
  };
  const visit = buildVisit({
    ...setup,
    ...devices,
    core: link.core,
    vault: buildVault(setup.vaultFolder),
    folder: plainFolder,
    clock: () => new Date(),
    timer: systemClock,
    crypto: nodeCrypto,
    random: (length) => new Uint8Array(randomBytes(length)),
    end: (how) => void end(how),
    onDraft: (filing) => say({ kind: 'draft', filing }),
    onLanguage: (language) => say({ kind: 'language', language }),
    onPacked: () => say({ kind: 'packed' }),
    onPrinter: () => void tellPrinter(),
    onScanner: (state) => say({ kind: 'scanner', state }),
    onBug: (call, error) =>
      void process.stderr.write(`visit: a fault of the software itself in ${call} at ${placeOf(error)}\n`),
  });
  line.onHanded(openDoor(visit));
  listen((message) => {
    if (message.kind === 'answer') link.hear(message.id, message.result);
    else if (message.kind === 'dock') void devices.setDock(message.dock).then(tellPrinter);
    else if (message.kind === 'end') void end('kiosk-stopping');
  });
  setInterval(() => say({ kind: 'alive' }), setup.limits.aliveEveryMs);
  say({ kind: 'ready', folder: plainFolder });
  await tellPrinter();
  say({ kind: 'scanner', state: scanner === null ? 'absent' : scannerState(await scanner.status()) });
}
