import type { KioskState } from '../../shared/contract/kiosk.ts';
import { ok } from '../../shared/result.ts';
import type { ApiParts, KioskCalls } from './api-parts.ts';

/** How the kiosk is: the call's answer, and the event's payload. */
export function kioskState({ bundle, devices, unsafeHost }: Omit<ApiParts, 'lastEnding' | 'visits'>): KioskState {
  const { name, address, phone, timeZone } = bundle.desk;
  return {
    demo: bundle.demo,
    unsafeHost,
    kioskName: bundle.kiosk.name,
    desk: { name, address: [...address], phone },
    languages: [...bundle.languages],
    timeZone,
    printer: devices.printer(),
    scanner: devices.scanner(),
    virtual: { ...devices.virtual },
  };
}

export const stateCalls = (parts: ApiParts): KioskCalls<'state'> => ({
  state: async () => ok(kioskState(parts)),
});
