import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { connect } from '../../../../shared/contract/connect.ts';
import { call, event, wireLimits } from '../../../../shared/contract/contract.ts';
import { serve } from '../../../../shared/contract/serve.ts';
import { fail, ok } from '../../../../shared/result.ts';
import { codeOf } from './a-visit.ts';
import { memoryPorts } from './memory-ports.ts';

const contract = {
  double: call(z.strictObject({ n: z.int() }), z.strictObject({ n: z.int() }), ['too-big']),
  never: call(z.strictObject({}), z.strictObject({})),
  broken: call(z.strictObject({}), z.strictObject({})),
  liar: call(z.strictObject({}), z.strictObject({ n: z.int() })),
  told: event(z.strictObject({ n: z.int() })),
} as const;

function line(nowMs = () => 0) {
  const { page, kiosk } = memoryPorts();
  const bugs: string[] = [];
  const served = serve(
    contract,
    {
      double: async ({ n }) => (n > 100 ? fail({ code: 'too-big', message: 'Too big.' }) : ok({ n: 2 * n })),
      never: () => new Promise(() => undefined),
      broken: async () => {
        throw new Error('secret of a visitor');
      },
      liar: async () => ok({ n: 'one' as unknown as number }),
    },
    kiosk,
    { nowMs, onBug: (name) => bugs.push(name) },
  );
  return { page, served, bugs, client: connect(contract, page, 200) };
}

/** Asks in raw text and gives the answer to this id. */
function askRaw(page: ReturnType<typeof line>['page'], text: string): Promise<string> {
  return new Promise((resolve) => {
    page.onMessage(resolve);
    page.send(text);
  });
}

describe('the contract on a line', () => {
  it('answers what was asked, and an expected fault as a value', async () => {
    const { client } = line();
    expect(await client.call('double', { n: 4 })).toEqual(ok({ n: 8 }));
    expect(codeOf(await client.call('double', { n: 101 }))).toBe('too-big');
  });

  it('bad input and unknown calls are refused, also those named like a part of JavaScript', async () => {
    const { page } = line();
    const ask = (name: string, input: unknown) => askRaw(page, JSON.stringify({ id: 1, call: name, input }));
    expect(await ask('double', { n: 'four' })).toContain('bad-input');
    expect(await ask('double', { n: 4, more: 1 })).toContain('bad-input');
    for (const name of ['triple', 'constructor', '__proto__', 'toString', 'told'])
      expect(await ask(name, {}), name).toContain('unknown-call');
  });

  it('what is no request is not answered at all', async () => {
    const { page, client } = line();
    const heard: string[] = [];
    page.onMessage((text) => heard.push(text));
    for (const text of ['', '{', 'null', '[]', '{"id":-1,"call":"double"}', '{"id":"1","call":"double","input":{}}'])
      page.send(text);
    await client.call('double', { n: 1 });
    expect(heard).toHaveLength(1);
  });

  it('a throw is told as internal, without a word of what it said', async () => {
    const { client, bugs } = line();
    const result = await client.call('broken', {});
    expect(codeOf(result)).toBe('internal');
    expect(JSON.stringify(result)).not.toContain('secret');
    expect(bugs).toEqual(['broken']);
  });

  it('a flood is refused until the second is over', async () => {
    let now = 0;
    const { client } = line(() => now);
    const asked = Array.from({ length: wireLimits.callsPerSecond + 5 }, () => client.call('double', { n: 1 }));
    const codes = (await Promise.all(asked)).map(codeOf);
    expect(codes.filter((code) => code === 'flood')).toHaveLength(5);
    now = 1_000;
    expect(codeOf(await client.call('double', { n: 1 }))).toBeNull();
  });

  it('oversize closes the line, and whoever waits is told', async () => {
    const { client, page } = line();
    const waiting = client.call('never', {});
    page.send('x'.repeat(wireLimits.maxMessageChars + 1));
    expect(codeOf(await waiting)).toBe('closed');
    expect(codeOf(await client.call('double', { n: 1 }))).toBe('closed');
  });

  it('no answer in time is a fault, and an answer of another shape too', async () => {
    const { client } = line();
    expect(codeOf(await client.call('never', {}))).toBe('timeout');
    expect(codeOf(await client.call('liar', {}))).toBe('internal');
  });

  it('events are parsed on arrival, and heard until one stops listening', async () => {
    const { client, served, page } = line();
    const heard: number[] = [];
    const stop = client.on('told', ({ n }) => heard.push(n));
    served.emit('told', { n: 1 });
    served.emit('told', { n: 'two' as unknown as number });
    await client.call('double', { n: 1 });
    stop();
    served.emit('told', { n: 3 });
    await client.call('double', { n: 1 });
    expect(heard).toEqual([1]);
    page.close();
  });
});
