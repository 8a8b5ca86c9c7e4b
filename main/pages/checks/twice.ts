import type { PageCheck } from '../../../shared/page-check.ts';
import { isSamePage } from './same-page.ts';
import { rising } from './scale.ts';

/** Rank from 0 of the first earlier page that this one repeats; -1 when it is new. */
export const repeatedPage = (fingerprint: Uint8Array, earlier: readonly Uint8Array[]): number =>
  earlier.findIndex((other) => isSamePage(fingerprint, other));

/** Score: 1 for a page that is in the file already. */
export const checkTwice = (isRepeated: boolean): PageCheck =>
  rising('twice', isRepeated ? 1 : 0, { ask: 1, bad: null });
