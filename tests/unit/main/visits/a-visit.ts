import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoBundlePath, loadBundle } from '../../../../kiosk-config/schema/load-bundle.ts';
import { loadLocales } from '../../../../kiosk-config/schema/locales.ts';
import type { PrinterClock } from '../../../../main/devices/printers/clock.ts';
import { openPrinter } from '../../../../main/devices/printers/open-printer.ts';
import { type Core, openCore } from '../../../../main/filings/core.ts';
import { nodeCrypto } from '../../../../main/node-crypto.ts';
import { defaultPageLimits } from '../../../../main/pages/limits.ts';
import { visitFolder } from '../../../../main/pages/tmpfs.ts';
import { buildCoreForVisit } from '../../../../main/visits/core-for-visit.ts';
import { defaultVisitLimits } from '../../../../main/visits/limits.ts';
import { buildVisit, type Visit } from '../../../../main/visits/visit.ts';
import type { VisitParts } from '../../../../main/visits/visit-state.ts';
import { type Client, connect } from '../../../../shared/contract/connect.ts';
import { visitContract } from '../../../../shared/contract/visit.ts';
import type { Result } from '../../../../shared/result.ts';
import { memoryPorts } from './memory-ports.ts';
import { PaperScanner } from './paper-scanner.ts';

/** What these tests share: one visit in this process, on a data folder of its own, with virtual devices and a clock they turn. */
export function must<T, F>(result: Result<T, F>): T {
  if (!result.ok) throw new Error(`not ok: ${JSON.stringify(result.fault)}`);
  return result.value;
}

export const codeOf = (result: Result<unknown, { readonly code: string }>): string | null =>
  result.ok ? null : result.fault.code;

/** Time that stands still until it is turned. */
export class TestTimer implements PrinterClock {
  #now = 0;
  #alarms: { readonly at: number; readonly wake: () => void }[] = [];
  readonly nowMs = (): number => this.#now;
  readonly alarm = (ms: number, wake: () => void): (() => void) => {
    const alarm = { at: this.#now + ms, wake };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm);
    };
  };
  advance(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const [next] = this.#alarms.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#alarms = this.#alarms.filter((other) => other !== next);
      this.#now = next.at;
      next.wake();
    }
    this.#now = until;
  }
}

export interface TestVisit {
  readonly core: Core;
  /** What the visit was built from. */
  readonly parts: VisitParts;
  readonly visit: Visit;
  readonly client: Client<typeof visitContract>;
  readonly timer: TestTimer;
  readonly ended: string[];
  /** Papers laid by the virtual printer. */
  readonly paperFolder: string;
  readonly vaultFolder: string;
  readonly scanner: PaperScanner;
  /** Another page connects, as after a crash. */
  connectAgain(): Client<typeof visitContract>;
  close(): Promise<void>;
}

export const bundle = must(await loadBundle(demoBundlePath));
/** The same desk, its post out of service. */
export const withoutPost = { ...bundle, channels: { ...bundle.channels, post: { enabled: false } } };
export const texts = await loadLocales();
const identity = { desk: bundle.desk.id, kiosk: bundle.kiosk.id, demo: true };

export async function newVisit(change: Partial<VisitParts> = {}): Promise<TestVisit> {
  const root = mkdtempSync(join(tmpdir(), 'recepisse-visit-'));
  const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
  const clock = (): Date => new Date();
  const core = must(openCore({ folder: join(root, 'data'), identity, clock, random, crypto: nodeCrypto }));
  const folder = must(await visitFolder());
  const paperFolder = join(folder.path, 'paper');
  const printer = must(await openPrinter(`virtual:${paperFolder}`, { profiles: bundle.printers }));
  const timer = new TestTimer();
  const ended: string[] = [];
  const scanner = new PaperScanner();
  const parts: VisitParts = {
    bundle,
    texts,
    facts: {
      identity,
      certificate: core.keys.certificate,
      catalogue: bundle.catalogue.version,
      timeZone: bundle.desk.timeZone,
    },
    core: buildCoreForVisit({ core, bundle, clock, clockState: () => 'unknown', onRecorded: () => undefined }),
    vault: core.vault,
    scanner,
    printer,
    a4: null,
    folder: folder.path,
    pageLimits: defaultPageLimits,
    limits: defaultVisitLimits,
    clock,
    timer,
    crypto: nodeCrypto,
    random,
    language: 'fr',
    agent: null,
    end: (how) => ended.push(how),
    onDraft: () => undefined,
    onLanguage: () => undefined,
    onPacked: () => undefined,
    onPrinter: () => undefined,
    onScanner: () => undefined,
    onBug: (call, error) => {
      throw new Error(`${call}: ${String(error)}`, { cause: error });
    },
    ...change,
  };
  const visit = buildVisit(parts);
  const connectAgain = (): Client<typeof visitContract> => {
    const ports = memoryPorts();
    visit.connect(ports.kiosk);
    return connect(visitContract, ports.page);
  };
  return {
    core,
    parts,
    visit,
    client: connectAgain(),
    timer,
    ended,
    scanner,
    paperFolder,
    vaultFolder: join(core.folder, 'vault'),
    connectAgain,
    close: async () => {
      await visit.close();
      await printer.close();
      core.close();
      await folder.remove();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
