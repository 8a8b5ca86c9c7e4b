import type { Fault, Result } from '../../../../shared/result.ts';

/** What a connection tells the one who opened it. */
export interface LinkListener {
  bytes(bytes: Uint8Array): void;
  /** Called once, when the line is cut or the printer has gone. */
  lost(): void;
}

/** One open connection to a printer, for one job or one question. */
export interface PrinterLink {
  /** False for a plain file or a pipe: nothing will ever be said, so nothing may be claimed. */
  readonly answers: boolean;
  /** Resolves true when the system has taken all bytes, false when the connection died before. Never rejects. */
  write(bytes: Uint8Array): Promise<boolean>;
  /** Ends politely: what was written is delivered, reading goes on until the printer closes or the deadline comes. */
  finish(deadlineMs: number): Promise<void>;
  /** Closes at once and drops what has not left this machine: no byte follows. */
  abort(): void;
}

export type LinkFault = Fault<'disconnected' | 'busy'>;
export type OpenLink = (listener: LinkListener) => Promise<Result<PrinterLink, LinkFault>>;
