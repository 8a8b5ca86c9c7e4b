import { type Fault, fail, ok } from '../../shared/result.ts';
import { readClockState } from '../clock-state.ts';
import { openA4 } from '../devices/a4/a4-printer.ts';
import { chooseDevices, type DeviceNames } from '../devices/choose-devices.ts';
import { noDevice } from '../devices/no-device.ts';
import { openPrinter } from '../devices/printers/open-printer.ts';
import { openScanner } from '../devices/scanners/open-scanner.ts';
import { waitingDeliveries } from '../filings/outbox.ts';
import type { RunningHost, StartHost } from '../hosts/host.ts';
import type { Kiosk } from '../kiosk.ts';
import type { Outcome, Parsed } from './command.ts';
import { keepDelivering } from './keep-delivering.ts';
import { withKiosk } from './with-kiosk.ts';

export interface KioskRequest {
  readonly host: string;
  readonly noSandbox: boolean;
  /** Somebody told the kiosk to stop, perhaps before it stood. */
  readonly stopped: Promise<void>;
  /** Shows the screens; what they lack is said after what the kiosk itself lacks. */
  readonly start: StartHost;
}

/** Opens the kiosk, shows its screens, delivers, until a signal says stop. */
export function runKiosk(request: KioskRequest, parsed: Parsed): Promise<Outcome> {
  return withKiosk({ data: parsed.text('data'), bundle: parsed.text('bundle') }, (kiosk) =>
    run(kiosk, request, parsed),
  );
}

async function run(kiosk: Kiosk, request: KioskRequest, parsed: Parsed): Promise<Outcome> {
  if (request.noSandbox && !kiosk.bundle.demo)
    return fail({
      code: 'bad-usage',
      message: '--demo-no-sandbox is for the demonstration: this configuration is a real desk’s.',
    });
  const given = { printer: parsed.text('printer'), scanner: parsed.text('scanner'), a4: parsed.text('a4') };
  const devices = await chooseDevices(kiosk.bundle, given, kiosk.core.folder);
  if (!devices.ok) return devices;
  const unfit = await refuseDevices(devices.value, kiosk);
  if (unfit) return fail(unfit);
  const outbox = keepDelivering(kiosk);
  try {
    const host = await request.start({
      kiosk,
      devices: devices.value,
      onRecorded: outbox.wake,
      onOutboxRound: outbox.onRound,
    });
    // Without screens asked for, the kiosk still holds its data and delivers.
    const runsBare = !host.ok && host.fault.code === 'no-renderer' && request.host === 'none';
    if (!host.ok && !runsBare) return host;
    const said = sayState(kiosk, host.ok ? host.value : null, parsed.flag('json'));
    if (said.ok) await request.stopped;
    if (host.ok) await host.value.stop();
    return said;
  } finally {
    await outbox.stop();
  }
}

/** A name that can be no device is said now, not to the first visitor. Whether a device answers is its state, not a fault. */
async function refuseDevices(
  { printer, scanner, a4 }: DeviceNames,
  { bundle, pageLimits }: Kiosk,
): Promise<Fault | null> {
  const opened = await openPrinter(printer, { profiles: bundle.printers });
  if (!opened.ok) return opened.fault;
  await opened.value.close();
  const others = [
    scanner === noDevice ? ok(null) : openScanner(scanner, { tmpRoot: '/dev/shm', pageLimits }),
    a4 === noDevice ? ok(null) : openA4(a4),
  ];
  return others.find((other) => !other.ok)?.fault ?? null;
}

function sayState({ bundle, core }: Kiosk, host: RunningHost | null, asJson: boolean): Outcome {
  const waiting = waitingDeliveries(core);
  if (!waiting.ok) return waiting;
  const state = {
    kiosk: bundle.kiosk.id,
    desk: bundle.desk.name,
    demo: bundle.demo,
    bundle: bundle.version,
    procedures: bundle.catalogue.procedures.length,
    ledger: core.ledger.head().size,
    waiting: waiting.value.length,
    clock: readClockState(),
    data: core.folder,
    address: host?.address ?? null,
  };
  const lines = [
    `Récépissé runs: ${state.kiosk} at « ${state.desk} »${state.demo ? ' — DÉMONSTRATION' : ''}.`,
    `${state.procedures} procedures, ledger ${state.ledger}, outbox ${state.waiting} waiting, clock ${state.clock}.`,
    `Data in ${state.data}. Stop with Ctrl+C.`,
    ...screenLines(host),
  ];
  process.stdout.write(`${asJson ? JSON.stringify(state) : lines.join('\n')}\n`);
  return ok({ exit: 0, json: null, text: '' });
}

function screenLines(host: RunningHost | null): string[] {
  if (host === null) return ['Without screens: they are not built (npm run build).'];
  if (host.address === null) return ['The screens are on the display.'];
  return [`Open this address once, in any browser of this machine: ${host.address}`];
}
