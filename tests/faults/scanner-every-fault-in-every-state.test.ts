import { afterAll, describe, expect, it } from 'vitest';
import type { ScanLimits } from '../../main/devices/scanners/limits.ts';
import { scanFaultCodes } from '../../main/devices/scanners/scanner.ts';
import { scanRefusal } from '../../main/visits/scan-refusal.ts';
import { scanFaults } from '../../shared/contract/visit.ts';
import { type ScanCell, sampleOf, scanCells } from './scan-cells.ts';
import { asSheets, openScanDesk, rankOf, type ScanDesk } from './scan-desk.ts';

const all = process.env.RECEPISSE_TESTS === 'all';
const seed = 20_261_130;
const escl = scanCells.filter(({ driver }) => driver === 'escl');
const airscan = scanCells.filter(({ driver }) => driver === 'airscan');
const cells = all ? scanCells : [...sampleOf(escl, 30, seed), ...sampleOf(airscan, 7, seed)];

/** Waits are short; where a device hangs, its deadlines are too. */
const quick = {
  retryAfterMs: 20,
  maxRetryAfterMs: 40,
  earlyEndTimeoutMs: 120,
  busyTimeoutMs: 100,
  cancelTimeoutMs: 1_000,
};
const impatient: Record<ScanCell['driver'], Partial<ScanLimits>> = {
  escl: { startTimeoutMs: 400, pageTimeoutMs: 1_200, idleTimeoutMs: 600, statusTimeoutMs: 2_000 },
  airscan: { startTimeoutMs: 1_500, pageTimeoutMs: 2_500, statusTimeoutMs: 12_000 },
};
const waits = (cell: ScanCell): boolean =>
  cell.code === 'timeout' || (cell.fault === 'hang' && cell.driver === 'airscan');

/** As many desks as run at once; each cell takes one for itself. */
const desks = Array.from({ length: 4 }, openScanDesk);
const free = [...desks];
const queue: ((desk: Promise<ScanDesk>) => void)[] = [];
async function onADesk(work: (desk: ScanDesk) => Promise<void>): Promise<void> {
  const taken = free.pop() ?? new Promise<ScanDesk>((go) => queue.push(go));
  const desk = await taken;
  try {
    await work(desk);
  } finally {
    const next = queue.shift();
    if (next === undefined) free.push(taken);
    else next(taken);
  }
}
afterAll(() => Promise.all(desks.map(async (desk) => (await desk).close())));

async function lay(desk: ScanDesk, { place, sides }: ScanCell): Promise<void> {
  await desk.server.cure();
  desk.server.abilities({ resolutions: [75, 300], duplex: place === 'duplex', feeder: place !== 'glass' });
  desk.server.load(asSheets(sides, place));
  desk.newDraft();
}

/** Presses cancel at the instant that the cell names. */
function cancelAt(desk: ScanDesk, { page, sides, mishap }: ScanCell, cancel: AbortController): (count: number) => void {
  const abort = (): void => cancel.abort();
  if (page > sides) return (count) => count === sides && abort();
  const isMiddle = 'share' in mishap && mishap.share !== 0;
  void desk.server.reached(page, isMiddle ? 'middle' : 'asked').then(abort);
  return () => undefined;
}

async function runCell(desk: ScanDesk, cell: ScanCell): Promise<void> {
  const { server } = desk;
  await lay(desk, cell);
  if (cell.isEmpty) server.load([]);
  server.mishap(cell.mishap);
  const spec = cell.driver === 'escl' ? `escl:${server.url}` : `airscan:escl:Kiosk:${server.url}`;
  const scanner = desk.open(spec, { ...quick, ...(waits(cell) ? impatient[cell.driver] : {}) });
  const cancel = new AbortController();
  const onPage = cell.fault === 'cancel' ? cancelAt(desk, cell, cancel) : () => undefined;
  const pages = cell.ask ?? 'feeder';
  const sides = cell.place === 'duplex' ? ('both' as const) : ('one' as const);
  const first = await desk.take(scanner, 'avertissement', { pages, sides, signal: cancel.signal, onPage });

  // Pages kept are whole, in order and none twice; what the screen was told is what is there.
  const ranks = await Promise.all(first.reported.map((page) => rankOf(desk.draft, page)));
  if (cell.driver === 'escl') expect(ranks).toEqual(cell.kept);
  else expect(cell.kept.slice(0, ranks.length)).toEqual(ranks);
  const kept = desk.draft.pages('avertissement');
  expect(kept.map(({ id }) => id)).toEqual(first.reported.map(({ id }) => id));
  expect(desk.left()).toEqual([]);
  // Its original, and the page made of it.
  if (ranks.length > 0) expect(desk.sealed()).toBe(2 * ranks.length);

  // Nothing is lost in silence: a scan that goes well has every page.
  const { end } = first;
  if (end === null) expect(ranks).toHaveLength(cell.sides);
  else {
    expect(end.pagesTaken).toBe(ranks.length);
    expect(scanFaultCodes.map((code) => `scan-${code}`)).toContain(end.code);
    expect(scanFaults).toContain(scanRefusal(end, 'escl').code);
    expect(end.message).toMatch(/^[A-Z].{10,}/);
    const mayHaveMoved = cell.place !== 'glass' && !['scan-no-paper', 'scan-busy'].includes(end.code);
    const isDoubted = mayHaveMoved && (cell.page > 1 || cell.fault !== 'cover open');
    if (isDoubted) expect(end.sheetsInDoubt).toBe(true);
    if (cell.place === 'glass') expect(end.sheetsInDoubt).toBe(false);
  }
  if (cell.driver === 'escl') expect(end?.code ?? null).toBe(cell.code === null ? null : `scan-${cell.code}`);
  else if (cell.kept.length < cell.sides) expect(end).not.toBeNull();

  // After the cure the same scanner gives every page.
  await server.cure();
  server.load(asSheets(cell.sides, cell.place));
  const again = await desk.take(cell.driver === 'escl' ? scanner : desk.open(spec, quick), 'preuves', {
    pages: 'feeder',
    sides,
  });
  expect([again.end, await Promise.all(again.reported.map((page) => rankOf(desk.draft, page)))]).toEqual([
    null,
    Array.from({ length: cell.sides }, (_, rank) => rank),
  ]);
  expect(desk.draft.pages('avertissement')).toHaveLength(ranks.length);
}

describe(`a scan goes wrong: ${cells.length} of ${scanCells.length} cells, seed ${seed}`, () => {
  it.concurrent.each(cells)(
    '$driver, $place: $fault $state keeps the whole pages, says it, and goes on after the cure',
    (cell) => onADesk((desk) => runCell(desk, cell)),
    120_000,
  );

  const statuses = [
    ['SANE_STATUS_JAMMED', 'scan-jam'],
    ['SANE_STATUS_NO_DOCS', 'scan-no-paper'],
    ['SANE_STATUS_COVER_OPEN', 'scan-cover-open'],
    ['SANE_STATUS_IO_ERROR', 'scan-io'],
    ['SANE_STATUS_EOF', 'scan-incomplete'],
    ['SANE_STATUS_DEVICE_BUSY', 'scan-busy'],
    ['SANE_STATUS_CANCELLED', 'scan-cancelled'],
    ['SANE_STATUS_ACCESS_DENIED', 'scan-disconnected'],
  ] as const;
  const ways = [1, 'feeder'] as const;
  it.concurrent.each(statuses.flatMap(([status, code]) => ways.map((pages) => ({ status, code, pages }))))(
    'SANE’s test device, $pages: $status is $code, and no page is kept',
    ({ status, code, pages }) =>
      onADesk(async (desk) => {
        desk.newDraft();
        const { reported, end } = await desk.take(desk.openTest(status), 'avertissement', { pages });
        expect([reported, end?.code, end?.pagesTaken, desk.left()]).toEqual([[], code, 0, []]);
        expect(scanFaults).toContain(end && scanRefusal(end, 'scanimage').code);
        if (['scan-jam', 'scan-io', 'scan-incomplete', 'scan-cancelled'].includes(code))
          expect(end?.sheetsInDoubt).toBe(true);
      }),
    60_000,
  );

  it('every fault meets every state somewhere', () => {
    expect(new Set(scanCells.map(({ fault }) => fault)).size).toBe(13);
    expect(new Set(scanCells.map(({ state }) => state)).size).toBe(5);
    expect(escl.length).toBeGreaterThan(100);
    expect(airscan.length).toBe(escl.length);
  });
});
