import type { PrinterProfile } from '../../../kiosk-config/schema/printer-profile.ts';

/** One closed union (DESIGN section 3): asking for status is what reconnects. */
export type PrinterStatus =
  | 'ready'
  | 'near-end'
  | 'paper-out'
  | 'cover-open'
  | 'cutter-error'
  | 'overheated'
  /** The printer reports an error of its own that is none of the above: only service clears it. */
  | 'error'
  | 'offline'
  | 'busy'
  | 'disconnected'
  | 'unknown';

/**
 * What is known of one print (promise 3): `printed` only on the printer's own word after the last byte;
 * `not-printed` when nothing was sent or the printer itself reports paper, cover or error; else `unknown`.
 */
export type PrintResult = 'printed' | 'not-printed' | 'unknown';

export interface PrintOutcome {
  readonly result: PrintResult;
  /** The last status the printer gave, `unknown` when it was silent. */
  readonly status: PrinterStatus;
  /** Bytes of the job that the connection took; the status requests around it are not counted. */
  readonly bytesSent: number;
  /**
   * True when part of the job may still stand in the printer's memory: it could come out when paper is replaced, for whoever
   * stands there then. Staff switch the printer off and on before the next visitor.
   */
  readonly mayPrintLater?: boolean;
}

/** One receipt printer. One job at a time; a failed job dies with the call and is never queued (promise 2). */
export interface ReceiptPrinter {
  readonly name: string;
  readonly profile: PrinterProfile;
  readonly virtual: boolean;
  status(): Promise<PrinterStatus>;
  /** Prints one job of raw ESC/POS bytes, cut included; never throws for a device fault, ends within its deadline. */
  print(job: Uint8Array): Promise<PrintOutcome>;
  close(): Promise<void>;
}
