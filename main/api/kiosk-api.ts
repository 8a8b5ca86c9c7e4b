import type { Handlers } from '../../shared/contract/contract.ts';
import type { ApiParts, KioskContract } from './api-parts.ts';
import { dockCalls } from './dock.ts';
import { receiptCalls } from './receipt-status.ts';
import { staffDoor } from './staff-door.ts';
import { stateCalls } from './state.ts';
import { textCalls } from './texts.ts';
import { visitCalls } from './visits.ts';

/** Everything the page may ask the core (`shared/contract/kiosk.ts`). */
export const buildKioskApi = (parts: ApiParts): Handlers<KioskContract> => ({
  ...stateCalls(parts),
  ...textCalls(parts),
  ...visitCalls(parts),
  ...receiptCalls(parts),
  ...dockCalls(parts),
  ...staffDoor(parts),
});
