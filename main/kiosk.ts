import { randomBytes } from 'node:crypto';
import type { Bundle } from '../kiosk-config/schema/bundle.ts';
import { strictestLimits } from '../kiosk-config/schema/file-limits.ts';
import { demoBundlePath, loadBundle } from '../kiosk-config/schema/load-bundle.ts';
import { type Locales, loadLocales } from '../kiosk-config/schema/locales.ts';
import { outsideFolder } from '../kiosk-config/schema/outside-folder.ts';
import { channelIds } from '../shared/filing.ts';
import { type Fault, ok, type Result } from '../shared/result.ts';
import type { CounterSettings } from './channels/counter.ts';
import { openPacketKey } from './channels/packet-key.ts';
import { dataFolderPath } from './data-folder-path.ts';
import type { Clock } from './filings/clock.ts';
import { type Core, openCore } from './filings/core.ts';
import { nodeCrypto } from './node-crypto.ts';
import { defaultPageLimits, type PageLimits, reducedJpegQuality } from './pages/limits.ts';
import { sweepVisitFolders } from './pages/tmpfs.ts';

/** The parts every command works with, wired. This file is the only place that wires (DESIGN section 3). */
export interface Kiosk {
  readonly bundle: Bundle;
  readonly texts: Locales;
  readonly core: Core;
  readonly counter: CounterSettings;
  readonly pageLimits: PageLimits;
  readonly clock: Clock;
  close(): void;
}

export interface KioskOptions {
  readonly data: string | null;
  /** A bundle's file; null: the built-in demonstration. */
  readonly bundle: string | null;
}

const systemClock: Clock = () => new Date();

export async function openBundle(path: string | null): Promise<Result<Bundle, Fault>> {
  return loadBundle(path ?? demoBundlePath);
}

/** Opens bundle and data folder as their one writer. Anything wrong is a fault, and nothing is left half made. */
export async function openKiosk({ data, bundle: bundlePath }: KioskOptions): Promise<Result<Kiosk, Fault>> {
  const bundle = await openBundle(bundlePath);
  if (!bundle.ok) return bundle;
  const folder = dataFolderPath(data);
  const counterFolder = await outsideFolder(bundle.value.channels.counter.folder, folder);
  if (!counterFolder.ok) return counterFolder;
  const { desk, kiosk, demo } = bundle.value;
  const core = openCore({
    folder,
    identity: { desk: desk.id, kiosk: kiosk.id, demo },
    clock: systemClock,
    random: (length) => new Uint8Array(randomBytes(length)),
    crypto: nodeCrypto,
  });
  if (!core.ok) return core;
  await sweepVisitFolders();
  const recipient = await openPacketKey(
    bundle.value.channels.counter.recipient,
    core.value.folder,
    counterFolder.value,
  );
  if (!recipient.ok) {
    core.value.close();
    return recipient;
  }
  return ok({
    bundle: bundle.value,
    texts: await loadLocales(),
    core: core.value,
    counter: { folder: counterFolder.value, dataFolder: core.value.folder, recipient: recipient.value },
    pageLimits: pageLimitsOf(bundle.value),
    clock: systemClock,
    close: () => core.value.close(),
  });
}

/** The bundle's limits over the built-in ones of the way in. */
export function pageLimitsOf({ limits, channels }: Bundle): PageLimits {
  const served = channelIds.filter((id) => channels[id].enabled);
  const takesLittle = served.some((id) => strictestLimits(channels, [id]).maxBytes !== null);
  return {
    ...defaultPageLimits,
    reducedQuality: takesLittle ? reducedJpegQuality : null,
    maxFileBytes: limits.inputFileBytes,
    maxImagePixels: Math.min(limits.imagePixels, defaultPageLimits.maxImagePixels),
    maxImageSidePx: limits.imageSidePx,
    maxPagesPerFile: limits.pdfPages,
    imageTimeoutMs: limits.deadlines.imageMs,
    pdfPageTimeoutMs: limits.deadlines.pdfPageMs,
  };
}
