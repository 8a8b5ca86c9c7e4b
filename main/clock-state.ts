import { existsSync } from 'node:fs';
import type { ClockState } from '../shared/filing.ts';

/** systemd-timesyncd makes this file once it has set the clock from a time source. */
const timesyncMark = '/run/systemd/timesync/synchronized';
const systemdRuns = '/run/systemd/system';

/** What is known of this machine's clock. Without systemd nothing vouches for it: `unknown`, and the paper says so. */
export function readClockState(): ClockState {
  if (existsSync(timesyncMark)) return 'synchronised';
  return existsSync(systemdRuns) ? 'unsynchronised' : 'unknown';
}
