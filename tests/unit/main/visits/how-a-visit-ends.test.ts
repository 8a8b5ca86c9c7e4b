import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PrinterProfile } from '../../../../kiosk-config/schema/printer-profile.ts';
import type { PrintOutcome } from '../../../../main/devices/printers/printer.ts';
import { bundle, codeOf, must, newVisit, type TestVisit } from './a-visit.ts';

let desk: TestVisit;
let warnings: (number | null)[];
beforeEach(async () => {
  desk = await newVisit();
  warnings = [];
  desk.client.on('inactive', ({ secondsLeft }) => warnings.push(secondsLeft));
});
afterEach(() => desk.close());

/** What was sent arrives in a later turn. */
const arrive = (): Promise<void> => new Promise((next) => setImmediate(() => setImmediate(next)));

describe('somebody leaves without a word', () => {
  it('is warned after 120 s, counted down from 30, and the visit ends once', async () => {
    desk.timer.advance(119_999);
    await arrive();
    expect(warnings).toEqual([]);
    desk.timer.advance(1);
    await arrive();
    expect(warnings).toEqual([30]);
    desk.timer.advance(29_999);
    await arrive();
    expect(warnings).toEqual(Array.from({ length: 30 }, (_, i) => 30 - i));
    expect(desk.ended).toEqual([]);
    desk.timer.advance(1);
    expect(desk.ended).toEqual(['inactive']);
    desk.timer.advance(1_000_000);
    expect(desk.ended).toEqual(['inactive']);
  });

  it('« je suis là » takes the warning back and starts anew', async () => {
    desk.timer.advance(125_000);
    must(await desk.client.call('stillHere', {}));
    await arrive();
    expect(warnings.at(-1)).toBeNull();
    desk.timer.advance(119_999);
    expect(desk.ended).toEqual([]);
    desk.timer.advance(30_001);
    expect(desk.ended).toEqual(['inactive']);
  });

  it('does not count while a device works, and counts anew after it', async () => {
    must(await desk.client.call('begin', { procedure: 'ft-reponse-avertissement' }));
    desk.scanner.mishap = { at: 1, fault: 'hang' };
    const scan = desk.client.call('scan', { document: 'preuves' });
    await arrive();
    desk.timer.advance(600_000);
    expect(desk.ended).toEqual([]);
    must(await desk.client.call('cancelScan', {}));
    expect(codeOf(await scan)).toBe('cancelled');
    desk.timer.advance(149_999);
    expect(desk.ended).toEqual([]);
    desk.timer.advance(1);
    expect(desk.ended).toEqual(['inactive']);
  });
});

describe('somebody ends the visit while its papers come out', () => {
  it('the print ends first: no half receipt stays in the printer for the next visitor', async () => {
    const printing = Promise.withResolvers<PrintOutcome>();
    const slow = await newVisit({
      printer: {
        name: 'slow',
        profile: bundle.printers[0] as PrinterProfile,
        virtual: true,
        status: async () => 'busy',
        print: () => printing.promise,
        close: async () => undefined,
      },
    });
    try {
      const print = slow.client.call('printSheet', { procedure: 'ft-reponse-avertissement' });
      await arrive();
      let over = false;
      must(await slow.client.call('end', { how: 'stopped' }));
      const printed = slow.visit.printed().then(() => {
        over = true;
      });
      await arrive();
      expect([slow.ended, over]).toEqual([['stopped'], false]);
      printing.resolve({ result: 'printed', status: 'ready', bytesSent: 1 });
      await printed;
      expect(must(await print).result).toBe('printed');
    } finally {
      await slow.close();
    }
  });

  it('the A4 printer takes its sheets first: what was promised is not wiped on its way', async () => {
    const handing = Promise.withResolvers<{ handedOver: boolean }>();
    const slow = await newVisit({ a4: { name: 'slow', virtual: true, print: () => handing.promise } });
    try {
      const print = slow.client.call('printPaper', { procedure: 'caf-contestation', paper: 'letter' });
      await arrive();
      let over = false;
      must(await slow.client.call('end', { how: 'finished' }));
      const printed = slow.visit.printed().then(() => {
        over = true;
      });
      await arrive();
      expect([slow.ended, over]).toEqual([['finished'], false]);
      handing.resolve({ handedOver: true });
      await printed;
      expect(must(await print)).toEqual({ handedOver: true });
    } finally {
      await slow.close();
    }
  });

  it('a paper asked for while another came out is waited for too', async () => {
    const [ticket, sheet] = [Promise.withResolvers<PrintOutcome>(), Promise.withResolvers<{ handedOver: boolean }>()];
    const slow = await newVisit({
      printer: {
        name: 'slow',
        profile: bundle.printers[0] as PrinterProfile,
        virtual: true,
        status: async () => 'busy',
        print: () => ticket.promise,
        close: async () => undefined,
      },
      a4: { name: 'slow', virtual: true, print: () => sheet.promise },
    });
    try {
      const first = slow.client.call('printSheet', { procedure: 'caf-contestation' });
      await arrive();
      let over = false;
      const printed = slow.visit.printed().then(() => {
        over = true;
      });
      const second = slow.client.call('printPaper', { procedure: 'caf-contestation', paper: 'letter' });
      await arrive();
      ticket.resolve({ result: 'printed', status: 'ready', bytesSent: 1 });
      must(await first);
      await arrive();
      expect(over).toBe(false);
      sheet.resolve({ handedOver: true });
      await printed;
      expect(must(await second).handedOver).toBe(true);
    } finally {
      await slow.close();
    }
  });
});
