import type { Bundle } from '../../kiosk-config/schema/bundle.ts';
import { type ChannelId, channelIds, depositorField } from '../../shared/filing.ts';
import {
  allowedChannels,
  type ChannelStop,
  documentByCode,
  fieldsFor,
  type Procedure,
  requiredDocuments,
  stopOf,
} from '../../shared/procedure.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';

/** Where a document's pages come from: files in order, or the scanner (`pages`: how many, or until the feeder is empty). */
export type DocumentSource =
  | { readonly kind: 'files'; readonly files: readonly string[] }
  | { readonly kind: 'scan'; readonly pages: number | 'feeder' };

export interface RequestedDocument {
  readonly code: string;
  readonly source: DocumentSource;
}

/** What a filing is asked to be, as given. */
export interface FilingInput {
  readonly procedure: string;
  readonly documents: readonly RequestedDocument[];
  readonly fields: Readonly<Record<string, string>>;
  readonly channels: readonly string[];
  readonly language: string;
  readonly helper: string | null;
}

/** The same, checked against the bundle: nothing in it is refused later for being unknown. */
export interface FilingRequest {
  readonly procedure: Procedure;
  readonly documents: readonly RequestedDocument[];
  /** Without the depositor's name. */
  readonly fields: Readonly<Record<string, string>>;
  /** NFC, trimmed; null when none was given. */
  readonly depositor: string | null;
  readonly channels: readonly ChannelId[];
  readonly language: string;
  readonly helper: string | null;
}

/** Longer than any name or address on a form, short enough for a receipt. */
const maxFieldCharacters = 500;

const stopReasons: Readonly<Record<ChannelStop, string>> = {
  presence: 'the visitor must come in person.',
  original: 'an original paper is needed, and this channel carries copies alone. Hand the original over in person.',
};

const refuse = (code: string, message: string): { ok: false; fault: Fault } => fail({ code, message });

/** Checks a filing against the catalogue before a single page is touched (promise 9: a channel the entry lacks is refused). */
export function checkRequest(input: FilingInput, bundle: Bundle): Result<FilingRequest, Fault> {
  const procedure = bundle.catalogue.procedures.find(({ id }) => id === input.procedure);
  if (!procedure) {
    return refuse('unknown-procedure', `The catalogue has no procedure "${input.procedure}". Check its id.`);
  }
  const channels = checkChannels(input.channels, procedure, bundle);
  if (!channels.ok) return channels;
  const documents = checkDocuments(input.documents, procedure);
  if (!documents.ok) return documents;
  const fields = checkFields(input.fields, procedure, channels.value);
  if (!fields.ok) return fields;
  const language = bundle.languages.find((code) => code === input.language);
  if (!language) {
    return refuse('unknown-language', `This kiosk speaks ${bundle.languages.join(', ')}, not "${input.language}".`);
  }
  if (input.helper !== null && !bundle.desk.helpers.some(({ number }) => number === input.helper)) {
    return refuse('unknown-helper', `Nobody of this desk has the number "${input.helper}".`);
  }
  const { [depositorField]: name, ...others } = fields.value;
  const depositor = name?.normalize('NFC').trim() ?? '';
  return ok({
    procedure,
    documents: documents.value,
    fields: others,
    depositor: depositor === '' ? null : depositor,
    channels: channels.value,
    language,
    helper: input.helper,
  });
}

function checkChannels(given: readonly string[], procedure: Procedure, bundle: Bundle): Result<ChannelId[], Fault> {
  const channels: ChannelId[] = [];
  for (const name of given) {
    const channel = channelIds.find((id) => id === name);
    if (!channel) return refuse('unknown-channel', `"${name}" is not a channel. Channels: ${channelIds.join(', ')}.`);
    const stop = stopOf(procedure, channel);
    if (stop !== null) {
      return refuse('channel-not-allowed', `"${procedure.id}" may not leave by ${channel}: ${stopReasons[stop]}`);
    }
    if (!allowedChannels(procedure).includes(channel)) {
      const allowed = allowedChannels(procedure).join(', ') || 'none: this kiosk prepares it only';
      return refuse('channel-not-allowed', `"${procedure.id}" may not leave by ${channel}. Allowed: ${allowed}.`);
    }
    if (!bundle.channels[channel].enabled) {
      return refuse('channel-not-enabled', `The channel ${channel} is not in service on this kiosk.`);
    }
    if (!channels.includes(channel)) channels.push(channel);
  }
  return ok(channels);
}

function checkDocuments(
  given: readonly RequestedDocument[],
  procedure: Procedure,
): Result<readonly RequestedDocument[], Fault> {
  const codes = procedure.pieces.map(({ code }) => code);
  for (const { code } of given) {
    if (!documentByCode(procedure, code)) {
      return refuse(
        'unknown-document',
        `"${procedure.id}" asks for no document "${code}". It asks for: ${codes.join(', ')}.`,
      );
    }
  }
  const twice = given.find(({ code }, i) => given.findIndex((other) => other.code === code) !== i);
  if (twice)
    return refuse(
      'document-given-twice',
      `The document "${twice.code}" is given twice. List its files in one --document.`,
    );
  const missing = requiredDocuments(procedure).filter(({ code }) => !given.some((document) => document.code === code));
  if (missing.length > 0) {
    const list = missing.map(({ code, libelle }) => `${code} (${libelle})`).join('; ');
    return refuse('missing-document', `The filing is not complete without: ${list}.`);
  }
  if (given.length === 0) return refuse('missing-document', 'A filing needs at least one document.');
  return ok(given);
}

function checkFields(
  given: Readonly<Record<string, string>>,
  procedure: Procedure,
  channels: readonly ChannelId[],
): Result<Readonly<Record<string, string>>, Fault> {
  const known = channels.flatMap((channel) => fieldsFor(procedure, channel));
  for (const [code, value] of Object.entries(given)) {
    const field = known.find((candidate) => candidate.code === code);
    if (!field && code !== depositorField) {
      const names = [...new Set([depositorField, ...known.map((candidate) => candidate.code)])].join(', ');
      return refuse('unknown-field', `"${procedure.id}" has no field "${code}" by these channels. Fields: ${names}.`);
    }
    if (value.length > maxFieldCharacters || !value.isWellFormed()) {
      return refuse('bad-field', `The field "${code}" is longer than ${maxFieldCharacters} characters or is not text.`);
    }
    if (field?.type === 'date' && !isPlainDate(value)) {
      return refuse('bad-field', `The field "${code}" is a date: write it as 2026-11-23.`);
    }
  }
  // A comma is no address.
  const missing = known.filter(({ code, required }) => required && !/[\p{L}\p{N}]/u.test(given[code] ?? ''));
  if (missing.length > 0) {
    return refuse(
      'missing-field',
      `These fields are needed: ${[...new Set(missing.map(({ code }) => code))].join(', ')}.`,
    );
  }
  return ok(given);
}

/** A day that exists, as `2026-11-23`. */
export function isPlainDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
