import type { Bundle } from '../../kiosk-config/schema/bundle.ts';
import type { Port } from '../../shared/contract/contract.ts';
import { kioskContract } from '../../shared/contract/kiosk.ts';
import { type Served, serve } from '../../shared/contract/serve.ts';
import { type ChannelId, leftBy } from '../../shared/filing.ts';
import { readClockState } from '../clock-state.ts';
import type { DeviceNames } from '../devices/choose-devices.ts';
import { systemClock } from '../devices/printers/clock.ts';
import { audit } from '../filings/audit.ts';
import type { Kiosk } from '../kiosk.ts';
import { buildCoreForVisit } from '../visits/core-for-visit.ts';
import { watchDevices } from '../visits/device-watch.ts';
import { defaultVisitLimits, type VisitLimits } from '../visits/limits.ts';
import type { VisitEnding } from '../visits/visit-child.ts';
import { buildVisitKeeper, type VisitKeeper } from '../visits/visit-keeper.ts';
import type { LaunchVisit } from '../visits/visit-launch.ts';
import type { VisitSetup } from '../visits/visit-messages.ts';
import type { ApiParts, KioskContract } from './api-parts.ts';
import { buildKioskApi } from './kiosk-api.ts';
import { countUrgent, kioskState } from './state.ts';

export interface KioskServiceParts<C> {
  readonly kiosk: Kiosk;
  readonly devices: DeviceNames;
  /** How the host starts a visit's process. */
  readonly launch: LaunchVisit<C>;
  readonly unsafeHost: boolean;
  /** A filing was recorded: the outbox has work. */
  readonly onRecorded: () => void;
  /** Calls its listener after every look at the outbox: what is urgent may have changed. */
  readonly onOutboxRound?: ((listener: () => void) => void) | undefined;
  /** A visit is wiped: the host may give the next one a new page. */
  readonly onVisitEnded: (how: VisitEnding) => void;
  readonly limits?: VisitLimits;
}

/** The running kiosk without its window: the same in every host. */
export interface KioskService<C> {
  readonly visits: VisitKeeper<C>;
  /** Serves the core's contract to a page; one at a time. */
  connect(port: Port): void;
  /** Ends the visit, wiped, and lets the devices go. */
  stop(): Promise<void>;
}

const memory = '/dev/shm';

/** A visit's process handles what strangers bring: it is not told what could be guessed at. */
const withoutPins = (bundle: Bundle): Bundle => ({
  ...bundle,
  desk: { ...bundle.desk, helpers: bundle.desk.helpers.map((helper) => ({ ...helper, pin: null })) },
});

/** Wires visits, devices and the core's answers to the page. */
export function startKioskService<C>(parts: KioskServiceParts<C>): KioskService<C> {
  const { kiosk, devices: names, limits = defaultVisitLimits } = parts;
  const { bundle, texts, core, clock, pageLimits } = kiosk;
  const timer = systemClock;
  let page: Served<KioskContract> | null = null;
  let last: ReturnType<ApiParts['lastEnding']> = null;
  /** How the filings of the present visit still have to leave, by number. */
  const recordedBy = new Map<string, Set<ChannelId>>();
  let isPacked = false;

  const devices = watchDevices({
    devices: names,
    bundle,
    timer,
    tmpRoot: memory,
    isInUse: () => visits.current() !== null,
    onChange: () => page?.emit('stateChanged', kioskState(api)),
  });
  const setup = (language: string, agent: string | null): VisitSetup => ({
    bundle: withoutPins(bundle),
    texts,
    facts: {
      identity: core.identity,
      certificate: core.keys.certificate,
      catalogue: bundle.catalogue.version,
      timeZone: bundle.desk.timeZone,
    },
    vaultFolder: `${core.folder}/vault`,
    devices: names,
    dock: devices.dock(),
    language,
    agent,
    pageLimits,
    limits,
  });
  const onRecorded = (channels: readonly ChannelId[], number: string): void => {
    recordedBy.set(number, new Set(channels));
    parts.onRecorded();
  };
  const leftOver = (): ChannelId[] => [...recordedBy.values()].flatMap((channels) => [...channels]);
  const visits = buildVisitKeeper({
    core,
    launch: parts.launch,
    setup,
    coreForVisit: (agent) =>
      buildCoreForVisit({
        core,
        bundle,
        clock,
        clockState: readClockState,
        onRecorded,
        onQueued: parts.onRecorded,
        onSent: (channel, number) => void recordedBy.get(number)?.delete(channel),
        agent,
      }),
    limits,
    timer,
    onPacked: () => {
      isPacked = true;
    },
    onPrinter: devices.sawPrinter,
    onScanner: devices.sawScanner,
    onEnded: (how, language, agent) => {
      if (agent !== null) audit(core, { act: 'left', agent, filing: null });
      // Nobody is told goodbye after the staff's room.
      last = agent !== null ? null : { how, atMs: timer.nowMs(), language, leftToDo: leftBy(leftOver(), isPacked) };
      recordedBy.clear();
      isPacked = false;
      page?.emit('visitEnded', { how });
      parts.onVisitEnded(how);
    },
  });
  const api: ApiParts = {
    bundle,
    texts,
    core,
    visits,
    devices,
    timer,
    unsafeHost: parts.unsafeHost,
    lastEnding: () => last,
  };
  const handlers = buildKioskApi(api);
  devices.start();
  let urgent = countUrgent(core, bundle);
  parts.onOutboxRound?.(() => {
    const before = urgent;
    urgent = countUrgent(core, bundle);
    if (urgent !== before) page?.emit('stateChanged', kioskState(api));
  });

  return {
    visits,
    connect: (port) => {
      page = serve(kioskContract, handlers, port, {
        nowMs: timer.nowMs,
        onBug: (call) => void process.stderr.write(`kiosk: a fault of the software itself in ${call}\n`),
      });
    },
    stop: async () => {
      devices.stop();
      await visits.stop();
    },
  };
}
