import { fail, ok } from '../../shared/result.ts';
import type { ApiParts, KioskCalls } from './api-parts.ts';

/** Demonstration only: a hand on the virtual devices, told to the visit that uses them. */
export const dockCalls = ({ bundle, devices, visits }: ApiParts): KioskCalls<'dock'> => ({
  dock: async (act) => {
    if (!bundle.demo || !devices.virtual[act.device])
      return fail({ code: 'not-virtual', message: 'This device is a real one.' });
    const before = devices.dock();
    const dock = act.device === 'printer' ? { ...before, printer: act.act } : { ...before, scanner: act.act };
    devices.setDock(dock);
    visits.setDock(dock);
    return ok({});
  },
});
