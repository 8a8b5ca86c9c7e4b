import { bech32 } from '@scure/base';
import { z } from 'zod';
import { fileLimitsSchema } from './file-limits.ts';

/** An age X25519 recipient: Bech32 of 32 bytes under `age` (age-encryption.org/v1), with its check characters right. */
function isAgeRecipient(text: string): boolean {
  if (!/^age1[02-9ac-hj-np-z]{58}$/.test(text)) return false;
  const decoded = bech32.decodeUnsafe(text, 90);
  return decoded !== undefined && bech32.fromWordsUnsafe(decoded.words)?.length === 32;
}

/** `{data}` at the front stands for the data folder; what follows must name a neighbour of it, never something inside. */
function isFolder(text: string): boolean {
  if (/\p{Cc}/u.test(text) || text.split('/').some((part) => part === '..' || part === '.')) return false;
  return text.startsWith('{data}')
    ? /^\{data\}[^/{}][^/{}]*(?:\/[^/{}]+)*\/?$/.test(text)
    : /^(?:\/[^/{}]+)+\/?$/.test(text);
}

/** Left out: the channel's own default (file-limits.ts). */
const file = fileLimitsSchema.optional();

/** Hand-over to the desk's own agents: one encrypted packet a filing in `folder`, opened with the key of `recipient`. */
const counter = z.strictObject({
  enabled: z.boolean(),
  folder: z
    .string()
    .max(400)
    .refine(
      isFolder,
      'must be outside the data folder; write an absolute path, or {data}-guichet for a folder beside it',
    ),
  storage: z.literal('local-disk'),
  /** Null on a demo bundle only: the first start makes the key. */
  recipient: z
    .string()
    .refine(isAgeRecipient, 'is no age public key; write the line age1… that age-keygen printed')
    .nullable(),
  file,
});

/** A paper pack that a person takes to the post office: the registered letter's number makes it *sent*. */
const post = z.strictObject({ enabled: z.boolean(), file });

/** Channels that this version does not carry: named, so that a bundle says so and nothing pretends. */
const later = z.strictObject({ enabled: z.literal(false, 'is not available yet; write false'), file });

export const channelsSchema = z.strictObject({
  counter,
  post,
  email: later,
  https: later,
  demarches: later,
  portal: later,
});
