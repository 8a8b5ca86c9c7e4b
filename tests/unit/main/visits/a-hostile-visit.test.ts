import { describe, expect, it } from 'vitest';
import type { CoreForVisit } from '../../../../main/visits/core-for-visit.ts';
import { defaultVisitLimits } from '../../../../main/visits/limits.ts';
import { startVisitChild } from '../../../../main/visits/visit-child.ts';
import type { VisitSetup } from '../../../../main/visits/visit-messages.ts';

/** A visit's process that says whatever it likes; what the core does to it is written down. */
function startHostile(core: Partial<CoreForVisit>) {
  const heard: unknown[] = [];
  let kills = 0;
  let speak: (message: unknown) => void = () => undefined;
  let leave = (): void => undefined;
  const child = startVisitChild({
    launch: () => ({
      send: (message) => void heard.push(message),
      hand: () => undefined,
      onMessage: (receive) => {
        speak = receive;
      },
      onExit: (gone) => {
        leave = gone;
      },
      kill: () => {
        kills += 1;
        leave();
      },
    }),
    setup: { language: 'fr' } as VisitSetup,
    core: core as CoreForVisit,
    limits: defaultVisitLimits,
    onPacked: () => undefined,
    onPrinter: () => undefined,
    onScanner: () => undefined,
  });
  return { child, speak: (message: unknown) => speak(message), kills: () => kills, heard };
}
const turn = () => new Promise((next) => setImmediate(next));

describe('a visit’s process that is no longer ours', () => {
  it('ends when what it asks makes the core throw; the core goes on', async () => {
    const throwing = { number: async () => Promise.reject(new Error('a bug')) };
    const { child, speak, kills } = startHostile(throwing);
    speak({ kind: 'ready', folder: '/dev/shm/x' });
    speak({ kind: 'ask', id: 1, ask: { ask: 'number' } });
    await turn();
    expect(kills()).toBe(1);
    expect((await child.ended).how).toBe('crashed');
  });

  it.each([
    ['salts that are none', { ask: 'record', order: { salts: { fields: '!!!', depositor: null, ledger: '!!!' } } }],
    ['an act of its own invention', { ask: 'note-act', number: 'DUPONT Marie', act: 'entered' }],
    ['a filing to be forgotten', { ask: 'observe', number: 'K7P2-9QXM-4', observation: { kind: 'forgotten' } }],
    ['a life to be ended', { ask: 'observe', number: 'K7P2-9QXM-4', observation: { kind: 'life-ended' } }],
    [
      'a control character',
      {
        ask: 'observe',
        number: 'K',
        observation: { kind: 'sent', channel: 'post', reference: 'a\u001bb', agent: null },
      },
    ],
    ['a word that is none of the contract', { ask: 'exec', command: 'sh' }],
  ])('ends when it sends %s', async (_, ask) => {
    const { speak, kills, heard } = startHostile({});
    speak({ kind: 'ready', folder: '/dev/shm/x' });
    speak({ kind: 'ask', id: 1, ask });
    await turn();
    expect(kills()).toBe(1);
    expect(heard.filter((message) => (message as { kind: string }).kind === 'answer')).toEqual([]);
  });
});
