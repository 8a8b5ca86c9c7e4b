import type { ReceiptContent } from '../../shared/receipt/content.ts';

/** A dated line to print: `date` is the one to act by; « à confirmer » where `certain` is false (promise 9). */
export interface DateLine {
  /** French label from the catalogue. */
  readonly label: string;
  /** `2026-12-04`, or null: `how` then says how to count. */
  readonly date: string | null;
  /** The legal limit where it differs from `date`. */
  readonly legal: string | null;
  readonly how: string | null;
  readonly certain: boolean;
  /** Where the rule is written, e.g. « Code du travail R5412-7 », null when unknown. */
  readonly source: string | null;
  /** Opening of a window: "from", never a limit. */
  readonly opening: boolean;
}

export interface AppealLine {
  readonly rank: number;
  readonly addressee: string;
  /** e.g. « 2 mois à compter de la notification de la décision », null: read the decision. */
  readonly delay: string | null;
  readonly mandatoryBeforeCourt: boolean;
  readonly certain: boolean;
}

/** Everything a receipt says, ready for a ticket or an A4: values only, no layout. It holds the depositor's name: visit side only. */
export interface ReceiptView {
  /** The visitor's language; French is always printed first. */
  readonly language: string;
  readonly duplicate: boolean;
  readonly content: ReceiptContent;
  readonly timeZone: string;
  readonly desk: { readonly name: string; readonly address: readonly string[]; readonly phone: string | null };
  readonly kioskName: string;
  /** null when the visitor gave none. */
  readonly depositor: string | null;
  readonly procedure: string;
  readonly agency: { readonly name: string; readonly phone: string | null };
  /** Day by which the agency's acknowledgement is due, null when not sent yet or not known. */
  readonly acknowledgementDue: { readonly date: string; readonly certain: boolean } | null;
  readonly documents: readonly {
    readonly code: string;
    /** French label from the catalogue. */
    readonly label: string;
    readonly pages: number;
    /** SHA-256 of the document's RFC 8785 manifest entry, 64 hex digits; the ticket prints the first 16. */
    readonly hash: string;
    readonly files: readonly {
      readonly name: string;
      readonly bytes: number;
      readonly sha256: string;
      readonly pages: number;
    }[];
  }[];
  readonly manifestHash: string;
  readonly qrText: string;
  readonly dates: readonly DateLine[];
  readonly appeals: readonly AppealLine[];
  readonly free: { readonly isFree: boolean; readonly note: string | null };
}

/** Files attached to the A4, and one small JPEG per page in filing order. */
export interface A4Evidence {
  /** RFC 8785 bytes of the receipt JSON, found again inside the PDF by `verify`. */
  readonly receiptJson: Uint8Array;
  readonly manifest: Uint8Array;
  readonly ledgerProof: string;
  readonly certificate: Uint8Array;
  readonly thumbnails: readonly Uint8Array[];
  /** Fingerprint of the receipt key: 16 hex digits of its key id. */
  readonly keyId: string;
}
