import { describe, expect, it } from 'vitest';
import {
  actsOf,
  firstRoom,
  type Room,
  type RoomEvent,
  type RoomScreen,
  roomStep,
} from '../../../renderer/staff/room.ts';
import type { StaffFiling } from '../../../shared/contract/staff.ts';

const filing: StaffFiling = {
  number: 'K7P2-9QXM-4',
  title: 'Invented',
  preparedAt: '2026-11-23T10:00:00Z',
  pages: 3,
  state: 'prepared',
  deliveries: [
    { channel: 'counter', state: 'queued', at: null, reference: null, handedOver: true },
    { channel: 'post', state: 'queued', at: null, reference: null, handedOver: true },
  ],
  acknowledgement: null,
  evidence: 0,
  receipts: 1,
};
const given = { number: 'FT-1', date: '2026-11-30', pages: 2 };
const after = (room: Room, ...events: RoomEvent[]): Room => events.reduce(roomStep, room);
const sure: RoomScreen = { at: 'sure', act: { kind: 'answer', given, pagesHeld: '1-2' } };
const open = after(firstRoom, { type: 'opened', filing });

describe('the staff’s room on the screen', () => {
  it('a touch while something is being recorded changes nothing, and what comes late does not end the waiting', () => {
    const busy = after(open, { type: 'asked' });
    expect(after(busy, { type: 'go', screen: { at: 'desk' } })).toBe(busy);
    const seen = after(busy, { type: 'overview', overview: { agent: 'A1', devices: [], waiting: [] } });
    expect(seen.isBusy).toBe(true);
  });

  it.each([
    ['bad-date', 'date'],
    ['bad-number', 'number'],
    ['bad-pages', 'held'],
  ] as const)('%s leads back to that question, with what was typed', (code, step) => {
    const room = after(open, { type: 'go', screen: sure }, { type: 'asked' }, { type: 'fault', code });
    expect(room).toMatchObject({ isBusy: false, fault: code, screen: { at: 'answer', step, given } });
  });

  it('says « c’est enregistré » of an act alone, never of a paper that was only printed again', () => {
    const acted = after(open, { type: 'acted', done: { filing, receipt: 'printed', claim: null } });
    expect(acted.outcome?.isAct).toBe(true);
    expect(after(open, { type: 'printed', result: 'printed' }).outcome?.isAct).toBe(false);
    expect(after(open, { type: 'handed', handedOver: true }).outcome?.isAct).toBe(false);
  });

  it('offers what the states allow: a sent letter’s number is corrected, a withdrawn filing is left alone', () => {
    const kinds = (changed: StaffFiling) => actsOf(changed).map(({ kind }) => kind);
    expect(kinds(filing)).toEqual(['takenOver', 'notReceived', 'giveNumber', 'notReceived']);
    const sent = filing.deliveries.map((delivery) => ({ ...delivery, state: 'sent' as const, handedOver: false }));
    expect(actsOf({ ...filing, deliveries: sent })).toContainEqual({ kind: 'giveNumber', isSent: true });
    expect(kinds({ ...filing, deliveries: sent })).not.toContain('takenOver');
    expect(kinds({ ...filing, state: 'withdrawn' })).toEqual([]);
  });
});
