import { fail, ok } from '../../shared/result.ts';
import { deliverDue } from '../channels/deliver.ts';
import { readClockState } from '../clock-state.ts';
import { waitingDeliveries } from '../filings/outbox.ts';
import type { Kiosk } from '../kiosk.ts';
import { type Outcome, parseCommandLine } from './command.ts';
import { withKiosk } from './with-kiosk.ts';

const hosts = ['auto', 'electron', 'chromium', 'none'];
/** The outbox is looked at this often; what is due waits no longer than this. */
const outboxEveryMs = 30_000;

/** `recepisse start`: runs the kiosk until it is told to stop. This version has no screens: it holds the data and delivers. */
export async function startCommand(args: readonly string[]): Promise<Outcome> {
  const text = { type: 'string' } as const;
  const parsed = parseCommandLine(
    args,
    { host: text, bundle: text, port: text, printer: text, scanner: text, a4: text },
    0,
  );
  if (!parsed.ok) return parsed;
  const host = parsed.value.text('host') ?? 'auto';
  if (!hosts.includes(host)) return fail({ code: 'bad-usage', message: `--host is one of ${hosts.join(', ')}.` });
  if (host === 'electron' || host === 'chromium') {
    return fail({
      code: 'no-host',
      message: `This version has no screens yet: start it with --host none instead of ${host}.`,
    });
  }
  return withKiosk({ data: parsed.value.text('data'), bundle: parsed.value.text('bundle') }, async (kiosk) => {
    const stopped = stopSignal();
    const said = sayState(kiosk, parsed.value.flag('json'));
    if (!said.ok) return said;
    await deliverUntil(stopped, kiosk);
    return ok({ exit: 0, json: null, text: '' });
  });
}

function sayState({ bundle, core }: Kiosk, asJson: boolean): Outcome {
  const waiting = waitingDeliveries(core);
  if (!waiting.ok) return waiting;
  const state = {
    kiosk: bundle.kiosk.id,
    desk: bundle.desk.name,
    demo: bundle.demo,
    bundle: bundle.version,
    procedures: bundle.catalogue.procedures.length,
    ledger: core.ledger.head().size,
    waiting: waiting.value.length,
    clock: readClockState(),
    data: core.folder,
  };
  const lines = [
    `Récépissé runs: ${state.kiosk} at « ${state.desk} »${state.demo ? ' — DÉMONSTRATION' : ''}, without screens in this version.`,
    `${state.procedures} procedures, ledger ${state.ledger}, outbox ${state.waiting} waiting, clock ${state.clock}.`,
    `Data in ${state.data}. Stop with Ctrl+C, then file with: npx recepisse file --procedure ft-reponse-avertissement --document avertissement=scan:1 --document preuves=scan:2`,
  ];
  process.stdout.write(`${asJson ? JSON.stringify(state) : lines.join('\n')}\n`);
  return ok({ exit: 0, json: null, text: '' });
}

const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });

/** What a cut left in the outbox goes out at the start, then as it becomes due. */
async function deliverUntil(stopped: Promise<void>, { core, counter, bundle }: Kiosk): Promise<void> {
  let running = true;
  const stop = stopped.then(() => {
    running = false;
  });
  while (running) {
    await deliverDue({ core, counter, timeoutMs: bundle.limits.deadlines.counterMs });
    let timer: NodeJS.Timeout | undefined;
    const pause = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, outboxEveryMs);
    });
    await Promise.race([stop, pause]);
    clearTimeout(timer);
  }
}
