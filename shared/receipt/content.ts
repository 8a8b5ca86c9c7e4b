import {
  type ChannelId,
  type ClockState,
  channelIds,
  clockStates,
  type DeliveryState,
  deliveryStates,
  type FilingState,
  filingStates,
} from '../filing.ts';
import { cbor, parseCbor } from './cose.ts';

/** Beyond this many documents the list leaves the signed content (and so the QR); the manifest still has it. */
export const maxListedDocuments = 20;

export interface ReceiptDocument {
  readonly code: string;
  readonly pages: number;
  /** First 8 bytes of SHA-256 of the document's RFC 8785 manifest entry. */
  readonly prefix: Uint8Array;
}

export interface ReceiptDelivery {
  readonly channel: ChannelId;
  readonly state: DeliveryState;
  /** Seconds since 1970 of its last change, null while queued. */
  readonly at: number | null;
  readonly reference: string | null;
}

/** The agency's own word. */
export interface Acknowledgement {
  readonly number: string;
  /** Plain date, `2026-11-30`. */
  readonly date: string;
  readonly pagesCounted: number | null;
}

/** What a receipt states and signs (docs/format.md, "Receipt"). It never holds a name. */
export interface ReceiptContent {
  readonly number: string;
  /** 1 for the first receipt of a filing, 2 for the next… */
  readonly sequence: number;
  readonly kiosk: string;
  /** Seconds since 1970: when the filing was prepared, and when this receipt was made. */
  readonly preparedAt: number;
  readonly issuedAt: number;
  readonly clock: ClockState;
  readonly state: FilingState;
  readonly deliveries: readonly ReceiptDelivery[];
  readonly acknowledgement: Acknowledgement | null;
  readonly documents: readonly ReceiptDocument[] | null;
  readonly documentCount: number;
  readonly pageCount: number;
  readonly manifestHash: Uint8Array;
  readonly ledgerIndex: number;
  /** SHA-256(salt ‖ name), null when no name was given. */
  readonly depositor: Uint8Array | null;
  /** First 16 bytes of SHA-256 of the COSE of the receipt this one follows; null for the first. */
  readonly cites: Uint8Array | null;
  /** SHA-256 of the kiosk's certificate where it is no longer the manifest's, else null. */
  readonly certificate: Uint8Array | null;
  readonly demo: boolean;
}

const version = 1;

/** The fact that goes into the ledger: everything the receipt states but its own place there. */
export const encodeFact = (content: Omit<ReceiptContent, 'ledgerIndex'>): Uint8Array => cbor(toMap(content, null));

/** The signed payload: deterministic CBOR, a map with small integer keys; a key whose value is the usual one is left out. */
export const encodeContent = (content: ReceiptContent): Uint8Array => cbor(toMap(content, content.ledgerIndex));

function toMap(content: Omit<ReceiptContent, 'ledgerIndex'>, ledgerIndex: number | null): Map<number, unknown> {
  const acknowledgement = content.acknowledgement;
  const entries: [number, unknown][] = [
    [1, version],
    [2, content.number],
    [3, content.kiosk],
    [4, content.preparedAt],
    [5, clockStates.indexOf(content.clock)],
    [6, filingStates.indexOf(content.state)],
    [
      7,
      content.deliveries.map(({ channel, state, at, reference }) => [
        channelIds.indexOf(channel),
        deliveryStates.indexOf(state),
        at,
        reference,
      ]),
    ],
    [9, [content.documentCount, content.pageCount]],
    [10, content.manifestHash],
  ];
  if (content.documents) entries.push([8, content.documents.map(({ code, pages, prefix }) => [code, pages, prefix])]);
  if (ledgerIndex !== null) entries.push([11, ledgerIndex]);
  if (content.depositor) entries.push([12, content.depositor]);
  if (acknowledgement) {
    entries.push([13, [acknowledgement.number, acknowledgement.date, acknowledgement.pagesCounted]]);
  }
  if (content.cites) entries.push([14, content.cites]);
  if (content.issuedAt !== content.preparedAt) entries.push([15, content.issuedAt]);
  if (content.demo) entries.push([16, true]);
  if (content.sequence !== 1) entries.push([17, content.sequence]);
  if (content.certificate) entries.push([18, content.certificate]);
  return new Map(entries);
}

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
/** Seconds since 1970 up to the year 9999: what every clock and date library can show. */
const isTime = (value: unknown): value is number => isCount(value) && value <= 253_402_300_799;
const isText = (value: unknown): value is string => typeof value === 'string';
const isBytes = (value: unknown, length: number): value is Uint8Array =>
  value instanceof Uint8Array && value.length === length;
const orNull = <T>(value: unknown, is: (value: unknown) => value is T): value is T | null =>
  value === null || is(value);

/** Reads a signed payload; null when it is not exactly what `encodeContent` writes. */
export function decodeContent(bytes: Uint8Array): ReceiptContent | null {
  const map = parseCbor(bytes);
  if (!(map instanceof Map) || map.get(1) !== version) return null;
  const content = fromMap(map);
  // Re-encoding settles what was not looked at: an unknown key, a default written out, a value out of range.
  return content && sameBytes(encodeContent(content), bytes) ? content : null;
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((x, i) => x === b[i]);

function fromMap(map: Map<unknown, unknown>): ReceiptContent | null {
  const get = (key: number): unknown => map.get(key) ?? null;
  const [number, kiosk, preparedAt, manifestHash, ledgerIndex] = [get(2), get(3), get(4), get(10), get(11)];
  const clock = clockStates[Number(get(5))];
  const state = filingStates[Number(get(6))];
  const deliveries = readList(get(7), readDelivery);
  const documents = map.has(8) ? readList(get(8), readDocument) : null;
  const counts: unknown = get(9);
  const [documentCount, pageCount] = Array.isArray(counts) ? (counts as unknown[]) : [];
  const [depositor, cites, issuedAt, demo, sequence, certificate] = [12, 14, 15, 16, 17, 18].map(get);
  const acknowledgement = map.has(13) ? readAcknowledgement(get(13)) : null;
  if (!isText(number) || !isText(kiosk) || !isTime(preparedAt) || !isCount(ledgerIndex)) return null;
  if (!clock || !state || !deliveries || (map.has(8) && !documents) || (map.has(13) && !acknowledgement)) return null;
  if (!isCount(documentCount) || !isCount(pageCount) || !isBytes(manifestHash, 32)) return null;
  if (!orNull(issuedAt, isTime) || !orNull(sequence, isCount) || (demo !== null && demo !== true)) return null;
  if (!orNull(depositor, is32) || !orNull(cites, is16) || !orNull(certificate, is32)) return null;
  return {
    number,
    sequence: sequence ?? 1,
    kiosk,
    preparedAt,
    issuedAt: issuedAt ?? preparedAt,
    clock,
    state,
    deliveries,
    acknowledgement,
    documents,
    documentCount,
    pageCount,
    manifestHash,
    ledgerIndex,
    depositor,
    cites,
    certificate,
    demo: demo === true,
  };
}

const is32 = (value: unknown): value is Uint8Array => isBytes(value, 32);
const is16 = (value: unknown): value is Uint8Array => isBytes(value, 16);

function readList<T>(value: unknown, read: (item: readonly unknown[]) => T | null): T[] | null {
  if (!Array.isArray(value)) return null;
  const items = value.map((item: unknown) => (Array.isArray(item) ? read(item) : null));
  return items.every((item) => item !== null) ? items : null;
}

function readDelivery([channelIndex, stateIndex, at, reference]: readonly unknown[]): ReceiptDelivery | null {
  const channel = channelIds[Number(channelIndex)];
  const state = deliveryStates[Number(stateIndex)];
  if (!channel || !state || !orNull(at, isTime) || !orNull(reference, isText)) return null;
  return { channel, state, at, reference };
}

function readDocument([code, pages, prefix]: readonly unknown[]): ReceiptDocument | null {
  return isText(code) && isCount(pages) && isBytes(prefix, 8) ? { code, pages, prefix } : null;
}

function readAcknowledgement(value: unknown): Acknowledgement | null {
  const [number, date, pagesCounted] = Array.isArray(value) ? (value as unknown[]) : [];
  if (!isText(number) || !isText(date) || !orNull(pagesCounted ?? null, isCount)) return null;
  return { number, date, pagesCounted: isCount(pagesCounted) ? pagesCounted : null };
}
