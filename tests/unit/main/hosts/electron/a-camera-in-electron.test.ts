import { afterEach, expect, it, vi } from 'vitest';
import { must } from '../../visits/a-visit.ts';
import { sheet } from '../../visits/paper-scanner.ts';
import { type ElectronKiosk, startElectronKiosk } from './an-electron-kiosk.ts';

let kiosk: ElectronKiosk;
const start = async (scanner?: string): Promise<void> => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  kiosk = await startElectronKiosk({}, scanner);
};
afterEach(async () => {
  await kiosk.stop();
  vi.restoreAllMocks();
});

/** Whether the kiosk's own page may see. */
const maySee = (): boolean => {
  const check = kiosk.electron.sessions[0]?.handlers.check as unknown as (...args: unknown[]) => boolean;
  const details = { isMainFrame: true, mediaType: 'video', securityOrigin: 'kiosk://app/' };
  return check(null, 'media', 'kiosk://app/', details);
};

it('the page’s picture goes over its own port to the visit’s process, and is a page of the filing', async () => {
  await start('camera:HD');
  const page = await kiosk.page();
  expect(must(await page.core.call('state', {})).camera).toBe('HD');
  expect(maySee()).toBe(true);
  const visit = page.visit(must(await page.core.call('openVisit', { language: 'fr' })).ticket);
  must(await visit.call('begin', { procedure: 'ft-reponse-avertissement' }));
  const jpeg = new Blob([new Uint8Array(await sheet(1))], { type: 'image/jpeg' });
  visit.on('frameWanted', ({ frame }) => void page.lines.postFrame(frame, jpeg));
  const taken = new Promise<string>((resolve) => visit.on('pageTaken', ({ id }) => resolve(id)));
  expect(must(await visit.call('scan', { document: 'avertissement' })).taken).toBe(1);
  expect(await taken).toMatch(/^p\d+$/);
}, 60_000);

it('where no camera is listed the page may not see', async () => {
  await start();
  const page = await kiosk.page();
  expect(must(await page.core.call('state', {})).camera).toBeNull();
  expect(maySee()).toBe(false);
}, 60_000);
