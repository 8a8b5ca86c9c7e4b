/** How often each of the 256 levels occurs. */
export type LevelCounts = Uint32Array;

export const noLevels = (): LevelCounts => new Uint32Array(256);

export function countLevel(counts: LevelCounts, level: number): void {
  counts[level] = (counts[level] as number) + 1;
}

/** The level below or at which more than `rank` of those counted lie. */
export function levelAt(counts: LevelCounts, rank: number): number {
  let seen = 0;
  for (let level = 0; level < 256; level++) {
    seen += counts[level] as number;
    if (seen > rank) return level;
  }
  return 255;
}
