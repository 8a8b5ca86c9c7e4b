import type { Ask } from './asks.ts';
import { isScanning } from './offers.ts';
import type { Journey } from './state.ts';

/** Calls that take a picture of a paper. */
const pictured: readonly (Ask['name'] | null)[] = ['copy', 'reprint', 'openReceipt', 'readSlip', 'keepSlip'];

/** Whether the scanner is a camera: what is said and shown about laying a paper is other. */
export const isCamera = ({ kiosk }: Pick<Journey, 'kiosk'>): boolean => kiosk !== null && kiosk.camera !== null;

/** The camera that this moment needs, by its listed name; null: none, and nothing looks at the desk. */
export function cameraWanted(journey: Journey): string | null {
  const { kiosk, visitOpen, fault } = journey;
  return kiosk !== null && visitOpen && !fault && isPaperLaid(journey) ? kiosk.camera : null;
}

/** A paper is being laid down, or its picture is being taken and judged. */
function isPaperLaid(journey: Journey): boolean {
  const { screen, busy } = journey;
  if (pictured.includes(busy) || isScanning(journey)) return true;
  switch (screen.at) {
    case 'scan':
      return screen.phase === 'put';
    case 'copy':
    case 'reprint':
      return screen.done === null;
    case 'posted':
      return screen.step === 'receipt';
    default:
      return false;
  }
}
