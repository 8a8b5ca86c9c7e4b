// A kiosk with a visit that has taken a page, until it is killed.
import { must } from '../../visits/a-visit.ts';
import { newKiosk, openPage } from '../a-kiosk.ts';

const kiosk = await newKiosk();
const page = await openPage(kiosk);
const visit = await page.visit(must(await page.core.call('openVisit', { language: 'fr' })).ticket);
must(await visit.call('begin', { procedure: 'ft-reponse-avertissement' }));
await kiosk.lay(1);
must(await visit.call('scan', { document: 'avertissement' }));
process.stdout.write(`${kiosk.root}\n`);
