import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { demoBundlePath, loadBundle } from '../../kiosk-config/schema/load-bundle.ts';
import { defaultScanLimits, type ScanLimits } from '../../main/devices/scanners/limits.ts';
import { openScanner } from '../../main/devices/scanners/open-scanner.ts';
import { buildScanimage } from '../../main/devices/scanners/scanimage.ts';
import type { Scanner } from '../../main/devices/scanners/scanner.ts';
import { buildVault } from '../../main/filings/vault.ts';
import { buildImageWorker } from '../../main/pages/image-worker.ts';
import { defaultPageLimits } from '../../main/pages/limits.ts';
import { type PagesEnd, scanPages } from '../../main/visits/scan-pages.ts';
import { beginDraft, type VisitDraft, type VisitPage } from '../../main/visits/visit-draft.ts';
import { type EsclServer, type Sheet, startEsclServer } from '../devices/escl-server.ts';

/** A coarse A4: the flow is the same at any resolution, and a matrix does not wait for pixels. */
export const deskDpi = 75;
const [width, height] = [620, 877];

/** Where the bar of each sheet lies. */
const barTops = [100, 250, 400, 550];
const barHeight = 40;
/** White sheets with a bar at another height each, so that a page is known by its picture and a missing end shows. */
export const paper: readonly Uint8Array[] = await Promise.all(
  barTops.map((top) =>
    sharp({ create: { width, height, channels: 3, background: 'white' } })
      .composite([
        { input: { create: { width: 400, height: barHeight, channels: 3, background: 'black' } }, left: 110, top },
      ])
      .jpeg()
      .toBuffer(),
  ),
);

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const hashes = paper.map(sha256);

/** Which sheet a page is, by the received bytes when the scanner's own JPEG was kept, else by its bar, when its first and last lines are there. */
export async function rankOf(draft: VisitDraft, page: VisitPage): Promise<number> {
  const known = hashes.indexOf(page.original);
  if (known >= 0) return known;
  const { data, info } = await sharp(draft.picture(page) ?? undefined)
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const meanOf = (top: number, rows: number): number => {
    const strip = data.subarray(top * info.width, (top + rows) * info.width);
    return strip.reduce((sum, value) => sum + value, 0) / strip.length;
  };
  const isWhole = [0, info.height - 8].every((top) => meanOf(top, 8) > 240);
  return isWhole ? barTops.findIndex((top) => meanOf(top + 5, barHeight - 10) < 150) : -1;
}

export interface ScanDesk {
  readonly server: EsclServer;
  open(spec: string, limits: Partial<ScanLimits>): Scanner;
  /** Takes pages as a visit does; `reported` are those that the screen was told of. */
  take(scanner: Scanner, document: string, how: TakeHow): Promise<Taken>;
  readonly draft: VisitDraft;
  /** Files of the draft in the vault. */
  sealed(): number;
  /** What lies in the visit's folder. */
  left(): readonly string[];
  newDraft(): void;
  /** SANE's own `test` device, which ends every read with this status. */
  openTest(status: string): Scanner;
  close(): Promise<void>;
}

export interface TakeHow {
  readonly pages: number | 'feeder';
  readonly sides?: 'one' | 'both';
  readonly signal?: AbortSignal;
  readonly onPage?: (count: number) => void;
}

export interface Taken {
  readonly reported: readonly VisitPage[];
  readonly end: PagesEnd | null;
}

/** A scanner on loopback, a vault, a visit's folder in memory, and a draft: all a visit's scan touches. */
export async function openScanDesk(): Promise<ScanDesk> {
  const bundle = await loadBundle(demoBundlePath);
  const procedure = bundle.ok
    ? bundle.value.catalogue.procedures.find(({ id }) => id === 'ft-reponse-avertissement')
    : undefined;
  if (!bundle.ok || !procedure) throw new Error('no procedure');
  const root = mkdtempSync(join(tmpdir(), 'recepisse-scan-desk-'));
  const memory = mkdtempSync('/dev/shm/recepisse-test-');
  const [visit, sane, vaultFolder] = [join(memory, 'visit'), join(memory, 'sane'), join(root, 'vault')];
  for (const folder of [visit, sane]) mkdirSync(folder);
  const vault = buildVault(vaultFolder);
  const worker = buildImageWorker({ limits: defaultPageLimits });
  const server = await startEsclServer([]);
  const begin = (): VisitDraft => beginDraft({ vault, procedure, limits: bundle.value.limits });
  let draft = begin();

  return {
    server,
    get draft() {
      return draft;
    },
    newDraft: () => {
      draft.drop();
      draft = begin();
    },
    open(spec, limits) {
      const opened = openScanner(spec, { tmpRoot: sane, limits: { ...defaultScanLimits, ...limits } });
      if (!opened.ok) throw new Error(opened.fault.message);
      return opened.value;
    },
    openTest: (status) =>
      buildScanimage({
        name: 'test',
        device: 'test',
        tmpRoot: sane,
        limits: defaultScanLimits,
        pageLimits: defaultPageLimits,
        extraOptions: ['--read-return-value', status],
      }),
    async take(scanner, document, { pages, sides, signal, onPage }) {
      const reported: VisitPage[] = [];
      const asked = { dpi: deskDpi, ...(sides ? { sides } : {}), ...(signal ? { signal } : {}) };
      const parts = { scanner, pageLimits: defaultPageLimits, visitFolder: visit, ...asked };
      for await (const page of scanPages(pages, parts, worker)) {
        if (!page.ok) return { reported, end: page.fault };
        const kept = draft.add(document, page.value);
        if (!kept.ok) throw new Error(kept.fault.message);
        reported.push(kept.value);
        onPage?.(reported.length);
      }
      return { reported, end: null };
    },
    sealed: () => readdirSync(join(vaultFolder, draft.id)).length,
    left: () => readdirSync(visit),
    async close() {
      worker.close();
      await server.close();
      for (const folder of [root, memory]) rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const asSheets = (sides: number, place: 'feeder' | 'duplex' | 'glass'): readonly Sheet[] => {
  const all = paper.slice(0, sides);
  if (place !== 'duplex') return all;
  return Array.from({ length: sides / 2 }, (_, i) => [all[2 * i], all[2 * i + 1]] as unknown as Sheet);
};
