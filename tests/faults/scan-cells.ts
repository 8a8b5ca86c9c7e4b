import type { ScanFaultCode } from '../../main/devices/scanners/scanner.ts';
import type { EsclMishap } from '../devices/escl-mishaps.ts';

/** One fault in one state of the scan flow, and what must come of it. */
export interface ScanCell {
  readonly driver: 'escl' | 'airscan';
  readonly place: 'feeder' | 'duplex' | 'glass';
  readonly fault: ScanFaultName;
  readonly state: ScanState;
  readonly mishap: EsclMishap;
  /** Sides that lie there. */
  readonly sides: number;
  /** The page on which it happens. */
  readonly page: number;
  /** Pages to ask for; without it until the feeder is empty. */
  readonly ask: number | null;
  readonly isEmpty: boolean;
  /** Ranks (from 0) of the pages that must be kept; SANE may keep fewer, since it fetches ahead. */
  readonly kept: readonly number[];
  /** The fault that must be said; null: the scan must go well. */
  readonly code: ScanFaultCode | null;
}

const faultNames = [
  'jam',
  'no documents',
  'cover open',
  'I/O error',
  'early end of data',
  'hang',
  'device gone',
  'busy',
  'cut connection',
  'early 404',
  'early 404 for ever',
  'page vanished',
  'cancel',
] as const;
export type ScanFaultName = (typeof faultNames)[number];

const states = {
  'before the first page': { page: () => 1, share: 0 },
  'in mid first page': { page: () => 1, share: 0.5 },
  'between pages': { page: () => 2, share: 0 },
  'in mid last page': { page: (sides: number) => sides, share: 0.5 },
  'after the last page': { page: (sides: number) => sides + 1, share: 0 },
} as const;
export type ScanState = keyof typeof states;

const places = { feeder: 3, duplex: 4, glass: 1 } as const;

interface Befalling {
  readonly mishap: EsclMishap;
  readonly code: ScanFaultCode | null;
  readonly ask?: number;
  readonly isEmpty?: boolean;
}

/** How a fault shows on the scanner in a state; null where it cannot be. */
function befalling(fault: ScanFaultName, page: number, share: number, sides: number): Befalling | null {
  const isBefore = share === 0;
  const comes = page <= sides;
  switch (fault) {
    case 'jam':
      return { mishap: { kind: 'jam', page, share }, code: 'jam' };
    case 'cover open':
      return {
        mishap: page === 1 && isBefore ? { kind: 'hatch' } : { kind: 'hatch', page, share },
        code: 'cover-open',
      };
    case 'no documents':
      if (!isBefore) return null;
      if (page === 1) return { mishap: { kind: 'none' }, code: 'no-paper', isEmpty: true };
      return comes
        ? { mishap: { kind: 'early-end', page }, code: 'incomplete' }
        : { mishap: { kind: 'none' }, code: 'no-paper', ask: sides + 2 };
    case 'I/O error':
      return isBefore ? { mishap: { kind: 'error', page, status: 500 }, code: 'io' } : null;
    case 'early end of data':
      return isBefore ? null : { mishap: { kind: 'short', page }, code: 'incomplete' };
    case 'hang':
      return { mishap: { kind: 'hang', page, share }, code: 'timeout' };
    case 'device gone':
      return { mishap: { kind: 'gone', page, share }, code: 'disconnected' };
    case 'busy':
      if (!isBefore || !comes) return null;
      return page === 1
        ? { mishap: { kind: 'busy' }, code: 'busy' }
        : { mishap: { kind: 'not-ready', page, times: 1_000 }, code: 'timeout' };
    case 'cut connection':
      return { mishap: { kind: 'cut', page, share }, code: 'io' };
    case 'early 404':
      return isBefore && comes ? { mishap: { kind: 'early-404', page, times: 2 }, code: null } : null;
    case 'early 404 for ever':
      return isBefore && comes ? { mishap: { kind: 'early-404', page }, code: 'incomplete' } : null;
    case 'page vanished':
      return isBefore && comes ? { mishap: { kind: 'vanish', page }, code: 'incomplete' } : null;
    case 'cancel':
      return { mishap: { kind: 'hang', page, share }, code: 'cancelled' };
  }
}

const ofTheFeeder: ReadonlySet<ScanFaultName> = new Set(['jam', 'cover open', 'no documents']);

function cell(
  driver: ScanCell['driver'],
  place: ScanCell['place'],
  fault: ScanFaultName,
  state: ScanState,
): ScanCell[] {
  const sides = places[place];
  const page = states[state].page(sides);
  const isTwin = place === 'glass' && (state === 'between pages' || ofTheFeeder.has(fault));
  const found = isTwin ? null : befalling(fault, page, states[state].share, sides);
  if (found === null) return [];
  // The glass holds one page: nobody asks it for a second.
  const neverSeen = place === 'glass' && page > 1;
  const code = neverSeen ? null : found.code;
  const whole = Array.from({ length: sides }, (_, rank) => rank);
  const kept =
    code === null ? whole : whole.filter((rank) => (fault === 'page vanished' ? rank !== page - 1 : rank < page - 1));
  const { mishap, ask = null, isEmpty = false } = found;
  return [{ driver, place, fault, state, mishap, sides, page, ask, isEmpty, kept: isEmpty ? [] : kept, code }];
}

/** Every fault in every state, by both ways to a network scanner. */
export const scanCells: readonly ScanCell[] = (['escl', 'airscan'] as const).flatMap((driver) =>
  (Object.keys(places) as ScanCell['place'][]).flatMap((place) =>
    faultNames.flatMap((fault) =>
      (Object.keys(states) as ScanState[]).flatMap((state) => cell(driver, place, fault, state)),
    ),
  ),
);

/** A part of them that depends on the seed alone (mulberry32), spread over both drivers. */
export function sampleOf<T>(cells: readonly T[], count: number, seed: number): readonly T[] {
  let state = seed;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return cells
    .map((one) => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ one }) => one);
}
