import { isPin } from '../../kiosk-config/schema/pin.ts';
import { fail, ok } from '../../shared/result.ts';
import { audit, buildPinWait } from '../filings/audit.ts';
import type { ApiParts, KioskCalls } from './api-parts.ts';

/**
 * The door of the staff's room: an agent's number and PIN. Each try is written down before it is looked at, so that no cut
 * makes it uncounted; what cannot be written down opens nothing.
 */
export function staffDoor({ core, bundle, visits, timer }: ApiParts): KioskCalls<'openStaff'> {
  const agents = bundle.desk.helpers.filter(({ pin }) => pin !== null);
  const pinWait = buildPinWait(() => timer.nowMs() / 1000);
  let trying = false;
  return {
    openStaff: async ({ agent: number, pin, language }) => {
      if (!bundle.languages.some((known) => known === language))
        return fail({ code: 'not-ready', message: 'This kiosk does not speak it.' });
      const [decoy] = agents;
      if (!decoy) return fail({ code: 'no-agents', message: 'No agent of this desk has a PIN.' });
      // One try at a time: many at once would all pass the wait.
      if (trying || visits.current() !== null) return fail({ code: 'busy', message: 'Somebody is at the kiosk.' });
      trying = true;
      try {
        const wait = pinWait.left(core);
        if (!wait.ok) return fail({ code: 'trouble', message: wait.fault.message });
        if (wait.value > 0) return ok({ ticket: null, waitSeconds: wait.value, isTooSoon: true });
        const agent = agents.find((known) => known.number === number);
        const tried = audit(core, { act: 'tried', agent: agent?.number ?? null, filing: null });
        if (!tried.ok) return fail({ code: 'trouble', message: tried.fault.message });
        // Somebody nobody knows takes as long as a wrong PIN.
        const isRight = await isPin(pin, (agent ?? decoy).pin ?? '');
        if (!agent || !isRight) {
          const next = pinWait.left(core);
          return ok({ ticket: null, waitSeconds: next.ok ? next.value : 0, isTooSoon: false });
        }
        const entered = audit(core, { act: 'entered', agent: agent.number, filing: null });
        if (!entered.ok) return fail({ code: 'trouble', message: entered.fault.message });
        const opened = await visits.open(language, agent.number);
        if (opened.ok) return ok({ ticket: opened.value.ticket, waitSeconds: 0, isTooSoon: false });
        audit(core, { act: 'left', agent: agent.number, filing: null });
        return opened;
      } finally {
        trying = false;
      }
    },
  };
}
