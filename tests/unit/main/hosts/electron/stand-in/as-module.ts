// What `import … from 'electron'` gives where the stand-in is run as Electron's binary; whoever opens a window is its page.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { joinAsPage } from '../join-as-page.ts';
import { standIn } from './electron.ts';

const built = fileURLToPath(new URL('../../../../../../dist/electron/preload.cjs', import.meta.url));
const { electron, windows } = standIn({
  preload: readFileSync(built, 'utf8'),
  exit: (code) => process.exit(code),
});
export const { app, BrowserWindow, clipboard, Menu, MessageChannelMain, protocol, session, utilityProcess } = electron;

const joined = new Set<object>();
/** A page comes and asks how the kiosk is; the first one has a short visit. */
const look = async (): Promise<void> => {
  for (const window of windows) {
    const page = window.page();
    if (page === null || joined.has(window)) continue;
    joined.add(window);
    const { core, visit } = joinAsPage(page);
    if (!(await core.call('state', {})).ok || joined.size > 1) continue;
    const opened = await core.call('openVisit', { language: 'fr' });
    if (!opened.ok) continue;
    const own = visit(opened.value.ticket);
    const begun = await own.call('begin', { procedure: 'ft-reponse-avertissement' });
    const ended = new Promise((resolve) => core.on('visitEnded', ({ how }) => resolve(how)));
    await own.call('end', { how: 'stopped' });
    process.stdout.write(`page: begun ${begun.ok}, ended ${await ended}\n`);
  }
};
setInterval(() => void look(), 50).unref();
