// Run in a network namespace of its own: one whole visit by touch, told as JSON.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, newPlace } from '../../cli.ts';
import { openDisplay, portrait } from '../display.ts';
import { fileByTouch, leaveByTouch } from '../filing-by-touch.ts';
import { giveHand } from '../hand.ts';
import { startOnScreen } from '../kiosk-on-screen.ts';

const place = newPlace('no-network');
const display = await openDisplay(portrait);
let stop = async (): Promise<void> => undefined;
try {
  const papers = join(place.root, 'papers');
  const kiosk = await startOnScreen({
    place,
    display,
    printer: `virtual:${papers}`,
    scanner: 'virtual:',
    a4: 'virtual:',
  });
  stop = kiosk.stop;
  const hand = await giveHand({ kiosk, language: 'fr' });
  const number = await fileByTouch(hand, { name: null, put: () => undefined, pages: [null, null] });
  await hand.reads('screen.receipt.printed');
  await leaveByTouch(hand);
  await kiosk.stop();
  const [paper = ''] = filesBelow(papers).filter((path) => path.endsWith('.txt'));
  const interfaces = readFileSync('/proc/net/dev', 'utf8')
    .split('\n')
    .flatMap((line) => /^\s*(\S+):/.exec(line)?.slice(1) ?? []);
  process.stdout.write(
    JSON.stringify({ interfaces, number, paper: paper && readFileSync(paper, 'utf8'), ending: 'goodbye' }),
  );
} finally {
  await stop();
  await display.close();
  place.remove();
}
