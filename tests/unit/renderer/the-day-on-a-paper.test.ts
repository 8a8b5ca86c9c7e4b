import { describe, expect, it } from 'vitest';
import type { Ask } from '../../../renderer/journey/asks.ts';
import type { JourneyEvent } from '../../../renderer/journey/events.ts';
import { offers } from '../../../renderer/journey/offers.ts';
import { readDay } from '../../../renderer/journey/paper-day.ts';
import { firstJourney, type Journey } from '../../../renderer/journey/state.ts';
import { step } from '../../../renderer/journey.ts';
import { code, fileable, kiosk, page, review } from './invented.ts';

const atLetter: Journey = {
  ...firstJourney,
  kiosk,
  visitOpen: true,
  screen: { at: 'scan', document: 0, phase: 'look' },
  visit: { ...firstJourney.visit, procedure: fileable, begun: fileable.id, pages: [page] },
};
const after = (journey: Journey, ...events: readonly JourneyEvent[]): Journey =>
  events.reduce((now, event) => step(now, event).journey, journey);
const answered = (name: Ask['name'], input: unknown, value: unknown): JourneyEvent =>
  ({ type: 'answer', name, input, result: { ok: true, value } }) as JourneyEvent;
const date = '2026-08-01';
const said = (age: string): JourneyEvent => answered('setIssued', { document: 'letter', date }, { age });
const done = { type: 'documentDone' } as const;

describe('the day on a paper whose age counts', () => {
  it('is asked after its pages, and what follows comes when it suits', () => {
    const asked = after(atLetter, done);
    expect(asked.screen).toEqual({ at: 'paperDay', document: 0 });
    const { journey, asks } = step(asked, { type: 'dayDone', date });
    expect(asks).toEqual([{ name: 'setIssued', input: { document: 'letter', date } }]);
    expect(after(journey, said('ok')).screen).toEqual({ at: 'scan', document: 1, phase: 'put' });
  });

  it('one that does not suit is said before the visitor goes on, and can be kept', () => {
    const told = after(atLetter, done, { type: 'dayDone', date }, said('too-old'));
    expect(told.screen.at).toBe('paperDay');
    expect(told.visit.days).toEqual({ letter: { date, age: 'too-old' } });
    expect(offers(told).has('dayKept')).toBe(true);
    expect(after(told, { type: 'dayKept' }).screen).toEqual({ at: 'scan', document: 1, phase: 'put' });
    expect(after(told, { type: 'changeDocument', code: 'letter' }).screen).toEqual(atLetter.screen);
  });

  it('is asked once, said or not, and again only of another paper', () => {
    const skipped = after(atLetter, done, { type: 'daySkip' });
    expect(skipped.screen).toEqual({ at: 'scan', document: 1, phase: 'put' });
    const again = after(skipped, { type: 'back' }, { type: 'back' });
    expect(again.screen).toEqual(atLetter.screen);
    expect(after(again, done).screen).toEqual({ at: 'scan', document: 1, phase: 'put' });
    const redone = after(again, { type: 'redoFrom', page: page.id });
    const other = { ...page, id: 'page-2' };
    const scanning = after(redone, { type: 'scan' }, { type: 'pageTaken', page: other });
    const scanned = after(scanning, answered('scan', { document: 'letter' }, { taken: 1 }), done);
    expect(scanned.screen).toEqual({ at: 'paperDay', document: 0 });
  });

  it('is not asked where there are no pages, nor where no age counts', () => {
    const without = {
      ...atLetter,
      visit: { ...atLetter.visit, pages: [] },
      screen: { ...atLetter.screen, phase: 'put' },
    } as Journey;
    expect(after(without, done).screen).toEqual({ at: 'scan', document: 1, phase: 'put' });
    const proofs = { ...page, id: 'page-3', document: 'proofs' };
    const second = after(without, done, { type: 'pageTaken', page: proofs }, done);
    expect(second.screen.at).toBe('review');
  });

  it('a code that was read offers its day, and asks to be confirmed like any other', () => {
    const read = after(atLetter, { type: 'codeRead', page: page.id, code });
    expect(readDay(read, 'letter')).toBe('2026-11-05');
    expect(readDay(read, 'proofs')).toBeNull();
    expect(after(read, done).screen.at).toBe('paperDay');
  });

  it('a page that comes back after a crash knows what was said already', () => {
    const begun = {
      ...atLetter,
      visit: { ...firstJourney.visit, procedure: fileable, begun: fileable.id },
      busy: 'review',
    } as Journey;
    const { documents, complete } = review(true);
    const held = documents.map((document) => ({
      ...document,
      issued: document.code === 'letter' ? { date, age: 'too-old' } : null,
    }));
    const back = after(begun, answered('review', {}, { documents: held, complete }));
    expect(back.visit.days).toEqual({ letter: { date, age: 'too-old' } });
  });

  it('a day of no calendar is told on the same screen', () => {
    const { journey } = step(after(atLetter, done), { type: 'dayDone', date: '2026-02-30' });
    const fault = {
      type: 'answer',
      name: 'setIssued',
      input: { document: 'letter', date: '2026-02-30' },
      result: { ok: false, fault: { code: 'bad-date', message: '' } },
    } as JourneyEvent;
    const told = after(journey, fault);
    expect([told.screen.at, told.visit.badDate, told.fault]).toEqual(['paperDay', true, null]);
  });
});
