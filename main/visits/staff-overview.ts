import type { OutputOf } from '../../shared/contract/contract.ts';
import type { staffContract } from '../../shared/contract/staff.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { isoTime } from '../filings/clock.ts';
import type { VisitParts } from './visit-state.ts';

type Overview = OutputOf<(typeof staffContract)['overview']>;

/** How the desk is: devices asked just now, and what waits to leave. */
export async function staffOverview(parts: VisitParts): Promise<Result<Overview, Fault<'trouble'>>> {
  const waiting = await parts.core.waiting();
  if (!waiting.ok) return fail({ code: 'trouble', message: waiting.fault.message });
  return ok({
    agent: parts.agent ?? '',
    devices: await askDevices(parts),
    waiting: waiting.value.map(({ number, channel, state, attempts, nextAt, outlook }) => ({
      number,
      channel,
      state,
      attempts,
      nextAt: nextAt === null ? null : isoTime(nextAt),
      due: outlook.actBy,
      dueCertain: outlook.due?.certain ?? false,
      warning: outlook.warning,
      endsOn: outlook.endsSoon ? outlook.endsOn : null,
    })),
  });
}

async function askDevices({ printer, scanner, a4 }: VisitParts): Promise<Overview['devices']> {
  const none = { name: '', status: 'disconnected', virtual: false } as const;
  const [paper, glass] = await Promise.all([printer?.status() ?? null, scanner?.status() ?? null]);
  return [
    {
      kind: 'receipt-printer',
      ...(printer && paper !== null ? { name: printer.name, status: paper, virtual: printer.virtual } : none),
    },
    {
      kind: 'scanner',
      ...(scanner && glass !== null ? { name: scanner.name, status: glass, virtual: scanner.virtual } : none),
    },
    // Its own state is not asked in this version: `unknown` claims nothing (promise 3).
    { kind: 'a4-printer', ...(a4 ? { name: a4.name, status: 'unknown', virtual: a4.virtual } : none) },
  ];
}
