// A kiosk behind Electron's stand-in with a visit that has taken a page, until it is killed.
import { must } from '../../../visits/a-visit.ts';
import { startElectronKiosk } from '../an-electron-kiosk.ts';

const kiosk = await startElectronKiosk();
const page = await kiosk.page();
const visit = page.visit(must(await page.core.call('openVisit', { language: 'fr' })).ticket);
must(await visit.call('begin', { procedure: 'ft-reponse-avertissement' }));
await kiosk.lay(1);
must(await visit.call('scan', { document: 'avertissement' }));
process.stdout.write(`VISIT ${kiosk.electron.utilities[0]?.child.pid} ${kiosk.root}\n`);
