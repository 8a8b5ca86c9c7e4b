import { type Kiosk, type KioskOptions, openKiosk } from '../kiosk.ts';
import type { Outcome } from './command.ts';

/** Opens the kiosk for one command and closes it whatever happens. */
export async function withKiosk(
  options: KioskOptions,
  work: (kiosk: Kiosk) => Promise<Outcome> | Outcome,
): Promise<Outcome> {
  const kiosk = await openKiosk(options);
  if (!kiosk.ok) return kiosk;
  try {
    return await work(kiosk.value);
  } finally {
    // What was recorded stands on the disk already: a close that fails takes no answer back (promise 1).
    try {
      kiosk.value.close();
    } catch {
      // The next start repairs what a close left, as after a cut.
    }
  }
}
