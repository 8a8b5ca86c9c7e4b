import type { Screen } from './state.ts';

export type PostedScreen = Extract<Screen, { readonly at: 'posted' }>;

/** A step of « J’ai posté ma lettre ». */
export const postedAt = (step: PostedScreen['step'], part: Partial<PostedScreen> = {}): PostedScreen => ({
  at: 'posted',
  step,
  number: null,
  read: null,
  reads: 0,
  notice: null,
  result: null,
  isSlipKept: false,
  ...part,
});
