import type { Role } from '../../shared/deadlines/counted-rule.ts';
import type { NoDate } from '../../shared/deadlines/deadline.ts';
import type { DateState } from '../../shared/deadlines/next-dates.ts';
import type { CountedUnit, Direction } from '../../shared/deadlines/rule.ts';
import type { ReceiptContent } from '../../shared/receipt/content.ts';

/** How to count, for a line whose first day is not known. */
export interface HowToCount {
  readonly count: number;
  readonly unit: CountedUnit;
  readonly direction: Direction;
  /** The day that starts the count: its code, and the French label of its field where the catalogue has one. */
  readonly trigger: { readonly code: string; readonly label: string | null };
}

/** What is known of a date: `date` is the one to act by; « à confirmer » where `certain` is false (promise 9). */
export interface DateFacts {
  /** `2026-12-04`, or null: `how` or `dateless` then says why and what to do. */
  readonly date: string | null;
  /** The legal limit, a plain date. */
  readonly legal: string | null;
  readonly how: HowToCount | null;
  /** Why there is no date; null when there is one. */
  readonly dateless: NoDate | null;
  readonly state: DateState | null;
  readonly certain: boolean;
}

/** A dated line to print. */
export interface DateLine extends DateFacts {
  /** French label from the catalogue; null for the procedure's silence, which `silence` then says. */
  readonly label: string | null;
  /** What no answer is worth after `date`. */
  readonly silence: 'acceptation' | 'rejet' | null;
  /** `limit`: act by then. `opening`: from then, never a limit. `answer`: the agency's time ends then. */
  readonly role: Role;
  /** Where the rule was read: the site's host, and the day; null when unknown. */
  readonly source: { readonly site: string; readonly readOn: string } | null;
}

/** One step of the appeal route, in order. */
export interface AppealLine extends DateFacts {
  readonly rank: number;
  readonly addressee: string;
  readonly mandatoryBeforeCourt: boolean;
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
