import { z } from 'zod';
import type { ChannelId } from '../../shared/filing.ts';
import { isoDate, webAddress } from './text.ts';

/** What a channel takes of the files of one document. */
export const fileLimitsSchema = z.strictObject({
  /**
   * Largest file in bytes; null: the channel itself sets none. 2 MB (2,000,000) is what agencies' forms ask most often. Below
   * 100 kB not even one page fits; 25 MB is what this product keeps in one file (`mostFileBytes`).
   */
  maxBytes: z.int().min(100_000).max(25_000_000).nullable().default(2_000_000),
  /** Pixels per inch of an A4 page that it takes at least; 150 allows smaller pages where 200 do not fit. */
  minDpi: z.union([z.literal(150), z.literal(200)], 'must be 150 or 200').default(200),
  /** Most files of one document; null: as many as its pages need. */
  maxFiles: z.int().min(1).max(100).nullable().default(null),
  /** Where the agency says so, and when a person last read it; null: not known, and the default is a careful guess. */
  source: z.strictObject({ url: webAddress, checkedOn: isoDate }).nullable().default(null),
});
export type FileLimits = z.infer<typeof fileLimitsSchema>;

/** Of a channel that hands files to somebody's form or mailbox. */
const sentFiles: FileLimits = fileLimitsSchema.parse({});
/** Files stay on the desk's own disk, or leave as paper: nobody refuses them for their size. */
const handedFiles: FileLimits = { ...sentFiles, maxBytes: null };

const defaults: Readonly<Record<ChannelId, FileLimits>> = {
  counter: handedFiles,
  post: handedFiles,
  email: sentFiles,
  https: sentFiles,
  demarches: sentFiles,
  portal: sentFiles,
};

/** The channels of a bundle, as far as files are concerned. */
export type ChannelFiles = Readonly<
  Record<ChannelId, { readonly enabled: boolean; readonly file?: FileLimits | undefined }>
>;

/** A filing is packed once, to the strictest limits of all its planned deliveries (DESIGN section 4, manifest). */
export function strictestLimits(channels: ChannelFiles, planned: readonly ChannelId[]): FileLimits {
  const limits = planned.map((id) => channels[id].file ?? defaults[id]);
  const least = (values: readonly (number | null)[]): number | null => {
    const set = values.filter((value) => value !== null);
    return set.length === 0 ? null : Math.min(...set);
  };
  return {
    maxBytes: least(limits.map(({ maxBytes }) => maxBytes)),
    minDpi: limits.some(({ minDpi }) => minDpi === 200) || limits.length === 0 ? 200 : 150,
    maxFiles: least(limits.map(({ maxFiles }) => maxFiles)),
    source: null,
  };
}
