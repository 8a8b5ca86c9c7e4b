import { a4Mm } from './limits.ts';

/** What `scanimage -A` says of a device: the names of its sources and of its colour mode. */
export interface DeviceOptions {
  readonly feeder: string | null;
  readonly glass: string | null;
  /** The feeder, when it scans both sides of its sheets. */
  readonly bothSides: string | null;
  readonly colour: string | null;
}

/** Reads `--name value|value [default]` lines; vendors name the same thing differently, so names are matched by sense. */
export function readDeviceOptions(listing: string): DeviceOptions {
  const values = (name: string) => {
    const line = new RegExp(`^\\s+--${name} (.+?) \\[(?!inactive)`, 'm').exec(listing);
    return line?.[1]?.split('|') ?? [];
  };
  const sources = values('source');
  const feeders = sources.filter((source) => /adf|feeder/i.test(source));
  return {
    // Both sides would double the pages of one-sided papers.
    feeder: feeders.find((source) => !/duplex|both|back/i.test(source)) ?? feeders[0] ?? null,
    bothSides: feeders.find((source) => /duplex|both/i.test(source)) ?? null,
    glass: sources.find((source) => /flatbed|platen|glass|table/i.test(source)) ?? null,
    colour: values('mode').find((mode) => /colou?r/i.test(mode)) ?? null,
  };
}

export interface ScanimageJob {
  readonly device: string;
  readonly options: DeviceOptions;
  readonly source: 'feeder' | 'glass';
  readonly sides?: 'one' | 'both' | undefined;
  readonly dpi: number;
  /** Null: until the feeder is empty. */
  readonly count: number | null;
  /** Options of one device only; tests use them to make the `test` backend fail. */
  readonly extra: readonly string[];
}

/** Source and mode come first: the options after them depend on them. TIFF, never PNG (nine times slower). */
export function scanimageArguments(job: ScanimageJob): string[] {
  const bothSides = job.source === 'feeder' && job.sides === 'both' ? job.options.bothSides : null;
  const source = bothSides ?? job.options[job.source];
  return [
    `--device-name=${job.device}`,
    ...(source === null ? [] : [`--source=${source}`]),
    ...(job.options.colour === null ? [] : [`--mode=${job.options.colour}`]),
    ...['--resolution', String(job.dpi), '-l', '0', '-t', '0'],
    ...['-x', String(a4Mm.width), '-y', String(a4Mm.height)],
    ...job.extra,
    ...['--format=tiff', '--batch=page-%04d.tiff', '--batch-print'],
    ...(job.count === null ? [] : [`--batch-count=${job.count}`]),
  ];
}
