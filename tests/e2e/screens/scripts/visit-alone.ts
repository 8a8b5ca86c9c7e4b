// Run in a network namespace of its own: one whole visit by touch on real protocols, told as JSON.
import { readFileSync } from 'node:fs';
import { newPlace } from '../../cli.ts';
import { openDesk } from '../desk-on-screen.ts';
import { portrait } from '../display.ts';
import { fileByTouch, leaveByTouch } from '../filing-by-touch.ts';
import { looksClosely } from '../hand.ts';

const desk = await openDesk(newPlace('no-network'), portrait, 'fr', looksClosely('without-network'));
try {
  const { hand, printer } = desk;
  const number = await fileByTouch(hand, { name: null, put: desk.put });
  await hand.reads('screen.receipt.printed');
  await leaveByTouch(hand);
  const papers = printer.transcripts().map(({ text }) => text);
  const interfaces = readFileSync('/proc/net/dev', 'utf8')
    .split('\n')
    .flatMap((line) => /^\s*(\S+):/.exec(line)?.slice(1) ?? []);
  process.stdout.write(JSON.stringify({ interfaces, number, papers, ending: 'goodbye' }));
} finally {
  await desk.close();
}
