import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { demoBundlePath, loadBundle } from '../../../../kiosk-config/schema/load-bundle.ts';
import { hashPin, isFitPin, isPin, pinHashSchema } from '../../../../kiosk-config/schema/pin.ts';
import type { ApiParts } from '../../../../main/api/api-parts.ts';
import { staffDoor } from '../../../../main/api/staff-door.ts';
import { readAudit } from '../../../../main/filings/audit.ts';
import type { Core } from '../../../../main/filings/core.ts';
import { fail, ok } from '../../../../shared/result.ts';
import { faultCode, must, newFolder, open, removeFolder, TestClock } from '../filings/kiosk.ts';

const bundle = must(await loadBundle(demoBundlePath));
const pin = '270911';
const wrong = '270912';
const folder = newFolder();
let clock: TestClock;
let core: Core;
let opened: string[];
let door: ReturnType<typeof staffDoor>;
let isBusy = false;
let monotonicMs = 0;

function openDoor(): void {
  const visits = {
    current: () => (isBusy ? () => undefined : null),
    open: async (_: string, agent: string) => {
      opened.push(agent);
      return ok({ ticket: 'ticket' });
    },
  };
  door = staffDoor({ core, bundle, visits, timer: { nowMs: () => monotonicMs } } as unknown as ApiParts);
}
const knock = (given: string, agent = 'A1') => door.openStaff({ agent, pin: given, language: 'fr' });

let run = 0;
beforeEach(() => {
  clock = new TestClock();
  core = open(`${folder}/${++run}`, clock);
  opened = [];
  isBusy = false;
  monotonicMs = 0;
  openDoor();
});
afterEach(() => {
  core.close();
  if (run > 5) removeFolder(folder);
});

describe('a PIN that is guessed', () => {
  it('three tries are free, then each doubles the wait, up to a quarter of an hour; the right one is not looked at meanwhile', async () => {
    for (const waitSeconds of [0, 0, 30])
      expect(must(await knock(wrong))).toMatchObject({ ticket: null, waitSeconds, isTooSoon: false });
    expect(must(await knock(pin))).toEqual({ ticket: null, waitSeconds: 30, isTooSoon: true });
    clock.advance(29);
    expect(must(await knock(pin))).toMatchObject({ ticket: null, waitSeconds: 1 });
    clock.advance(1);
    const waits = [60, 120, 240, 480, 900, 900];
    for (const waitSeconds of waits) {
      expect(must(await knock(wrong))).toMatchObject({ ticket: null, waitSeconds });
      clock.advance(waitSeconds);
    }
    expect(opened).toEqual([]);
    expect(must(await knock(pin))).toMatchObject({ ticket: 'ticket', waitSeconds: 0 });
    expect(opened).toEqual(['A1']);
    // Whoever comes in makes the counting begin anew.
    expect(must(await knock(wrong))).toMatchObject({ ticket: null, waitSeconds: 0 });
  }, 60_000);

  it('another name, a restart and a clock set back help nobody', async () => {
    for (const agent of ['A1', 'A2', 'ZZ', 'B1']) await knock(wrong, agent);
    core.close();
    core = open(`${folder}/${run}`, clock);
    openDoor();
    expect(must(await knock(pin, 'A2')).waitSeconds).toBe(30);
    clock.advance(-3_600);
    expect(must(await knock(pin, 'A2')).waitSeconds).toBe(30);
    expect(opened).toEqual([]);
    // Nor does it keep anybody out for longer: the time that surely passed counts, whatever the clock says.
    monotonicMs += 31_000;
    expect(must(await knock(pin)).ticket).toBe('ticket');
  }, 60_000);

  it('several at once are one try', async () => {
    const answers = await Promise.all([wrong, wrong, wrong, pin].map((given) => knock(given)));
    expect(answers.map(faultCode)).toEqual([null, 'busy', 'busy', 'busy']);
    isBusy = true;
    expect(faultCode(await knock(pin))).toBe('busy');
    expect(opened).toEqual([]);
  }, 60_000);

  it('a volunteer’s number with an agent’s PIN, and no PIN at all, open nothing', async () => {
    for (const agent of ['B1', '', 'a1']) expect(must(await knock(pin, agent)).ticket).toBeNull();
    expect(opened).toEqual([]);
    const nobody = { ...bundle, desk: { ...bundle.desk, helpers: [] } };
    const closed = staffDoor({
      core,
      bundle: nobody,
      visits: { current: () => null },
      timer: { nowMs: () => 0 },
    } as unknown as ApiParts);
    expect(faultCode(await closed.openStaff({ agent: 'A1', pin, language: 'fr' }))).toBe('no-agents');
  }, 60_000);

  it('is written down before it is looked at, by number alone, and nobody takes it out again', async () => {
    await knock(wrong, 'somebody');
    await knock(wrong, 'A2');
    await knock(pin);
    const acts = must(readAudit(core, 10)).map(({ act, agent }) => `${act} ${agent}`);
    expect(acts).toEqual(['entered A1', 'tried A1', 'tried A2', 'tried null']);
    expect(() => core.store.run('DELETE FROM audit')).toThrow('append-only');
    expect(() => core.store.run("UPDATE audit SET act = 'entered'")).toThrow('append-only');
    // A disk that takes nothing opens nothing.
    const full = { ...core.store, transaction: () => fail({ code: 'disk-full', message: '' }) };
    core = { ...core, store: full as Core['store'] };
    openDoor();
    expect(faultCode(await knock(pin))).toBe('trouble');
    expect(opened).toEqual(['A1']);
  }, 60_000);

  it('in a bundle is a hash of scrypt; weak PINs are not taken', async () => {
    const hash = await hashPin('604718');
    expect(pinHashSchema.safeParse(hash).success).toBe(true);
    expect(hash).not.toContain('604718');
    expect(await isPin('604718', hash)).toBe(true);
    expect(await isPin('604719', hash)).toBe(false);
    expect(await isPin('', 'not a hash')).toBe(false);
    const weak = [
      '123456',
      '987654',
      '901234',
      '000000',
      '121212',
      '123123',
      '111222',
      '123321',
      '12345',
      '12a456',
      '',
      '12345678901',
    ];
    expect(weak.filter(isFitPin)).toEqual([]);
    expect(['270911', '135790', '401873'].filter(isFitPin)).toHaveLength(3);
  }, 60_000);
});
