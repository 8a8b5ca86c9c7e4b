import type { FilingView } from './view.ts';

/** A filing's delivery by post, as far as a letter's number is still to come. */
export type PostState = 'none' | 'waiting' | 'sent';

/** `none`: it does not leave by post, or no longer. */
export function postStateOf({
  state,
  deliveries,
  forgottenAt,
}: Pick<FilingView, 'state' | 'deliveries' | 'forgottenAt'>): PostState {
  const post = deliveries.find(({ channel }) => channel === 'post');
  if (!post || forgottenAt !== null || state === 'withdrawn') return 'none';
  return post.state === 'sent' ? 'sent' : 'waiting';
}
