import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { buildBreaker } from '../../main/channels/breaker.ts';
import { deliverDue } from '../../main/channels/deliver.ts';
import { fileCommand } from '../../main/commands/file.ts';
import { openKiosk } from '../../main/kiosk.ts';
import { fileArgs, newDesk, newHome, removeHome } from './desk.ts';

/** The agents' folder is a share that is not mounted: filings are recorded all the same, and all leave once it is back. */
const home = newHome();
afterAll(() => removeHome(home));

it('five filings wait while the folder is away; three are tried, then the channel rests; each leaves once, later', async () => {
  const desk = newDesk(home);
  const filed = async (): Promise<void> => {
    const outcome = await fileCommand(fileArgs(desk, 'tcp://127.0.0.1:9'));
    if (!outcome.ok) throw new Error(outcome.fault.code);
  };
  await filed();
  renameSync(desk.counter, `${desk.counter}-away`);
  writeFileSync(desk.counter, 'a file where the share should be');
  for (let filing = 0; filing < 5; filing++) await filed();

  const kiosk = await openKiosk({ data: desk.data, bundle: null });
  if (!kiosk.ok) throw new Error(kiosk.fault.code);
  const { core, counter, bundle } = kiosk.value;
  let seconds = 0;
  const breaker = buildBreaker(() => seconds);
  const round = async (): Promise<number> => {
    // Every wait of the outbox is over.
    const later = { ...core, clock: () => new Date(core.clock().getTime() + 24 * 3_600_000 + seconds * 1_000) };
    const timeoutMs = bundle.limits.deadlines.counterMs;
    const delivered = await deliverDue({ core: later, counter, timeoutMs, breaker });
    return delivered.ok ? delivered.value.length : -1;
  };
  const packets = (): number => readdirSync(desk.counter).filter((name) => name.endsWith('.age')).length;
  try {
    expect(await round()).toBe(3);
    expect(await round()).toBe(0);
    seconds = 301;
    expect(await round()).toBe(1);
    expect(await round()).toBe(0);
    rmSync(desk.counter);
    renameSync(`${desk.counter}-away`, desk.counter);
    expect(packets()).toBe(1);
    seconds = 2_000;
    expect(await round()).toBe(5);
    expect(packets()).toBe(6);
    expect(await round()).toBe(0);
  } finally {
    kiosk.value.close();
  }
}, 120_000);
