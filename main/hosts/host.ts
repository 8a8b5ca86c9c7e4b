import type { Fault, Result } from '../../shared/result.ts';
import type { DeviceNames } from '../devices/choose-devices.ts';
import type { Kiosk } from '../kiosk.ts';

export interface HostParts {
  readonly kiosk: Kiosk;
  readonly devices: DeviceNames;
  /** A filing was recorded: the outbox has work. */
  readonly onRecorded: () => void;
  /** Calls `listener` after every look at the outbox. */
  readonly onOutboxRound?: (listener: () => void) => void;
}

/** A kiosk that serves its screens, whoever shows them. */
export interface RunningHost {
  /** To open once in any browser; null where the kiosk has its own window. */
  readonly address: string | null;
  /** Wipes the visit, then closes what shows it. */
  stop(): Promise<void>;
}

export type StartHost = (parts: HostParts) => Promise<Result<RunningHost, Fault>>;
