/** Time is injected: the kiosk's clock, or a test's. */
export type Clock = () => Date;

/** Whole seconds since 1970, as the store and the receipts keep time. */
export const secondsNow = (clock: Clock): number => Math.floor(clock().getTime() / 1000);

/** UTC to the second, `2026-11-23T10:00:00Z`, from seconds since 1970. */
export const isoTime = (seconds: number): string => new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, 'Z');

/** The UTC day of a vault key, `2026-11-23`: UTC, so that no change of time zone or summer time repeats or skips one. */
export const utcDay = (seconds: number): string => isoTime(seconds).slice(0, 10);
