import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startKioskService } from '../../../../main/api/kiosk-service.ts';
import type { ToVisit } from '../../../../main/visits/visit-messages.ts';
import { connect } from '../../../../shared/contract/connect.ts';
import { staffContract } from '../../../../shared/contract/staff.ts';
import { codeOf, must } from '../visits/a-visit.ts';
import { newKiosk, openPage, openSocket, type TestKiosk, type TestPage } from './a-kiosk.ts';

let kiosk: TestKiosk;
let page: TestPage;
beforeAll(async () => {
  kiosk = await newKiosk();
  page = await openPage(kiosk);
});
afterAll(() => kiosk.close());

const enter = async () => {
  const { ticket } = must(await page.core.call('openStaff', { agent: 'A1', pin: '270911', language: 'fr' }));
  const opened = await openSocket(kiosk.server, `/visit?ticket=${ticket}`, {
    cookie: page.cookie,
    origin: kiosk.server.origin,
  });
  if (!opened) throw new Error('refused');
  return { ...opened, room: connect(staffContract, opened.port) };
};
const until = async (isSo: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 200 && !isSo(); tries++) await new Promise((next) => setTimeout(next, 50));
};

describe('a staff’s room whose page is gone', () => {
  it('is a process of its own, offered to no other page, and ends at once', async () => {
    const { room, socket } = await enter();
    expect(must(await room.call('overview', {})).agent).toBe('A1');
    // A page that crashed comes back: a passer-by may stand before it.
    expect(must(await page.core.call('livingVisit', {})).living).toBeNull();
    expect(codeOf(await page.core.call('openVisit', { language: 'fr' }))).toBe('busy');
    const { ended } = { ended: kiosk.endings.length };
    socket.terminate();
    await until(() => kiosk.endings.length > ended);
    expect(kiosk.endings).toEqual(['stopped']);
    expect(must(await page.core.call('lastEnding', {})).how).toBeNull();
    // And the next visitor finds a free kiosk.
    const { ticket } = must(await page.core.call('openVisit', { language: 'fr' }));
    const visit = await page.visit(ticket);
    must(await visit.call('end', { how: 'finished' }));
    await until(() => kiosk.endings.length > 1);
  }, 60_000);

  it('no visit’s process is told the hashes of the PINs: it handles what strangers bring', async () => {
    const heard: ToVisit[] = [];
    let leave = (): void => undefined;
    const service = startKioskService({
      kiosk: kiosk.kiosk,
      devices: { printer: 'virtual:', scanner: 'virtual:', a4: 'virtual:' },
      launch: () => ({
        send: (message) => void heard.push(message),
        hand: () => undefined,
        onMessage: () => undefined,
        onExit: (gone) => {
          leave = gone;
        },
        kill: () => leave(),
      }),
      unsafeHost: false,
      onRecorded: () => undefined,
      onOutboxRound: () => undefined,
      onVisitEnded: () => undefined,
    });
    const opening = service.visits.open('fr');
    leave();
    await opening;
    await service.stop();
    expect(JSON.stringify(kiosk.kiosk.bundle)).toContain('scrypt$');
    expect(heard.map(({ kind }) => kind)).toEqual(['setup']);
    expect(JSON.stringify(heard)).not.toContain('scrypt$');
  });

  it('« Sortir » ends it, and its coming and going is written down', async () => {
    const { room } = await enter();
    must(await room.call('leave', {}));
    await until(() => kiosk.endings.length > 2);
    const acts = kiosk.kiosk.core.store.all('SELECT act, agent FROM audit ORDER BY id');
    const one = ['tried', 'entered', 'left'].map((act) => ({ act, agent: 'A1' }));
    expect(acts).toEqual([...one, ...one]);
  }, 60_000);
});
