import type { KioskState } from '../../shared/contract/kiosk.ts';
import { ok } from '../../shared/result.ts';
import { outlookParts, urgentDeliveries } from '../filings/outlook.ts';
import type { ApiParts, KioskCalls } from './api-parts.ts';

/** How the kiosk is: the call's answer, and the event's payload. */
export function kioskState({ core, bundle, devices, unsafeHost }: Omit<ApiParts, 'lastEnding' | 'visits'>): KioskState {
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
    camera: devices.camera,
    urgent: countUrgent(core, bundle),
    virtual: { ...devices.virtual },
  };
}

/** Filings of which somebody must act before a day, their own end included. */
export function countUrgent(core: ApiParts['core'], bundle: ApiParts['bundle']): number {
  const waiting = urgentDeliveries(outlookParts(core, bundle));
  const urgent = waiting.ok
    ? waiting.value.filter(({ outlook }) => outlook.warning !== 'none' || outlook.endsSoon)
    : [];
  return new Set(urgent.map(({ number }) => number)).size;
}

export const stateCalls = (parts: ApiParts): KioskCalls<'state'> => ({
  state: async () => ok(kioskState(parts)),
});
