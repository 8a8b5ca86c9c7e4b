import type { Bundle } from '../../kiosk-config/schema/bundle.ts';
import type { Locales } from '../../kiosk-config/schema/locales.ts';
import type { EventName, Handlers, PayloadOf } from '../../shared/contract/contract.ts';
import type { visitContract } from '../../shared/contract/visit.ts';
import type { Crypto } from '../../shared/crypto.ts';
import type { RandomBytes } from '../../shared/number.ts';
import type { A4Printer } from '../devices/a4/a4-printer.ts';
import type { PrinterClock } from '../devices/printers/clock.ts';
import type { ReceiptPrinter } from '../devices/printers/printer.ts';
import type { Scanner } from '../devices/scanners/scanner.ts';
import type { Clock } from '../filings/clock.ts';
import type { Vault } from '../filings/vault.ts';
import type { CodeReader } from '../pages/codes/code-reader.ts';
import type { ImageWorker, ImageWorkerParts } from '../pages/image-worker.ts';
import type { PageLimits } from '../pages/limits.ts';
import type { CoreForVisit } from './core-for-visit.ts';
import type { DeskWork } from './desk-work.ts';
import type { ScannerState } from './device-states.ts';
import type { KioskFacts } from './filing-order.ts';
import type { FilingRecord } from './filing-record.ts';
import type { Frames } from './frames.ts';
import type { Inactivity } from './inactivity.ts';
import type { VisitLimits } from './limits.ts';
import type { OpenedFiling } from './open-recorded.ts';
import type { Pictures } from './pictures.ts';
import type { IssuedReceipt } from './prepare-filing.ts';
import type { VisitDraft } from './visit-draft.ts';

export type VisitContract = typeof visitContract;
export type VisitCalls<N extends keyof Handlers<VisitContract>> = Pick<Handlers<VisitContract>, N>;

/** What a visit is built from. */
export interface VisitParts {
  readonly bundle: Bundle;
  readonly texts: Locales;
  readonly facts: KioskFacts;
  readonly core: CoreForVisit;
  readonly vault: Vault;
  /** Where a camera's pictures come in; without it there is no camera. */
  readonly frames?: Frames;
  /** null: there is none, and every scan answers `absent`. */
  readonly scanner: Scanner | null;
  readonly printer: ReceiptPrinter | null;
  readonly a4: A4Printer | null;
  /** The visit's folder on tmpfs. */
  readonly folder: string;
  readonly pageLimits: PageLimits;
  /** Decodes and checks pages; without it the project's own child. */
  readonly imageWorker?: (parts: ImageWorkerParts) => ImageWorker;
  readonly limits: VisitLimits;
  readonly clock: Clock;
  readonly timer: PrinterClock;
  readonly crypto: Crypto;
  readonly random: RandomBytes;
  readonly language: string;
  /** Number of the agent whose room this is; null: a visitor's visit. */
  readonly agent: string | null;
  /** Ends the visit: the process wipes and is gone. */
  readonly end: (how: 'finished' | 'stopped' | 'inactive') => void;
  /** A draft begins to fill the vault folder of this name; without a record it is nobody's. */
  readonly onDraft: (id: string) => void;
  /** The visitor chose another language. */
  readonly onLanguage: (language: string) => void;
  /** The printer was used: its state may be another. */
  /** What leaves by post went to the A4 printer. */
  readonly onPacked: () => void;
  readonly onPrinter: () => void;
  readonly onScanner: (state: ScannerState) => void;
  /** A handler threw: a bug. What it was called with is not told. */
  readonly onBug: (call: string, error: unknown) => void;
}

export interface RecordedFiling {
  readonly record: FilingRecord;
  readonly receipt: IssuedReceipt;
}

/** What a visit holds while it lasts; it dies with the process. */
export interface VisitState {
  language: string;
  draft: VisitDraft | null;
  recorded: RecordedFiling | null;
  /** An earlier filing, opened by its receipt; in the staff's room, by its number. */
  opened: OpenedFiling | null;
  /** The A4 receipt was handed to its printer once: another one says DUPLICATA (promise 2). */
  hasSheets: boolean;
}

/** What every group of calls is given. */
export interface VisitKit {
  readonly parts: VisitParts;
  readonly state: VisitState;
  readonly desk: DeskWork;
  readonly inactivity: Inactivity;
  readonly pictures: Pictures;
  /** Looks for codes on pages, in a process of its own that ends with the visit. */
  readonly codes: CodeReader;
  /** State goes up to the page; nothing happens while no page is connected. */
  readonly emit: <N extends EventName<VisitContract>>(name: N, payload: PayloadOf<VisitContract[N]>) => void;
}
