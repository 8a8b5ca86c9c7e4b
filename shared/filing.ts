/** States and words of DESIGN section 1. Three times are kept apart: prepared, sent, acknowledged. */
export const filingStates = ['draft', 'prepared', 'acknowledged', 'mismatch', 'decided', 'withdrawn'] as const;
export type FilingState = (typeof filingStates)[number];

/** `unknown`: the receiver cannot tell whether it has it; a person decides, nothing is repeated by itself (promise 2). */
export const deliveryStates = ['queued', 'sent', 'failed', 'unknown'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export const channelIds = ['counter', 'post', 'email', 'https', 'demarches', 'portal'] as const;
export type ChannelId = (typeof channelIds)[number];

/** Papers that prove a sending: the post office's slip of the letter's deposit, and the card that comes back signed. */
export const evidenceKinds = ['deposit', 'return'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** The one field every procedure has: the visitor's name, for the receipt; it may be refused. */
export const depositorField = 'deposant';

/** The catalogue's field of the visitor's own address: what a proof of address can offer to fill. */
export const ownAddressField = 'adresse';

/** `synchronised`: the system's clock was disciplined by a time source; otherwise every printed time says so. */
export const clockStates = ['synchronised', 'unsynchronised', 'unknown'] as const;
export type ClockState = (typeof clockStates)[number];

/** One page: SHA-256 (lower-case hex) of what was received and of the encoded image stream exactly as embedded. */
export interface ManifestPage {
  /** Hash of the bytes received; for a page of a PDF `<hash of the PDF>#<page index from 0>`. */
  readonly original: string;
  readonly page: string;
}

/** One delivered file: its size in bytes, SHA-256 (hex) and number of pages. */
export interface ManifestFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly pages: number;
}

export interface ManifestDocument {
  readonly code: string;
  readonly pages: readonly ManifestPage[];
  readonly files: readonly ManifestFile[];
}

/** The bordereau: RFC 8785 JSON whose SHA-256 is *the* hash of a filing (DESIGN section 4). All hashes lower-case hex. */
export interface Manifest {
  readonly v: 1;
  readonly number: string;
  readonly procedure: { readonly id: string; readonly catalogue: string };
  readonly kiosk: string;
  readonly desk: string;
  readonly timeZone: string;
  /** UTC, to the second: `2026-11-23T10:00:00Z`. */
  readonly preparedAt: string;
  readonly clock: ClockState;
  /** Number of the volunteer or agent who helped, null when alone. */
  readonly helper: string | null;
  readonly documents: readonly ManifestDocument[];
  readonly commitments: {
    /** SHA-256(salt ‖ RFC 8785 of the fields), depositor's name left out. */
    readonly fields: string;
    /** SHA-256(salt ‖ UTF-8 NFC of the name); null when the visitor gave none. */
    readonly depositor: string | null;
    /** SHA-256 of the RFC 8785 bytes of the receipt's `salts`, which binds them to the signature. */
    readonly salts: string;
  };
  /** SHA-256 of the kiosk's certificate bytes, which binds it even where only the receipt key is trusted. */
  readonly certificate: string;
  readonly deliveries: readonly ChannelId[];
  /** Ledger head before this filing: tree size and root hash (hex). */
  readonly ledger: { readonly size: number; readonly root: string };
}

/** What only the visitor's own steps take further: to hand over at the desk, or to take to the post office. */
export const leftToDoIs = ['desk', 'post', 'both'] as const;
export type LeftToDo = (typeof leftToDoIs)[number];

/**
 * What a filing that leaves by these channels leaves to its visitor. Nobody is sent to the post office with a letter that
 * was not printed: the desk then helps.
 */
export function leftBy(channels: readonly ChannelId[], isPackPrinted: boolean): LeftToDo | null {
  const byPost = channels.includes('post');
  if (byPost && isPackPrinted) return channels.includes('counter') ? 'both' : 'post';
  return byPost || channels.includes('counter') ? 'desk' : null;
}
