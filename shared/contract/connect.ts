import { z } from 'zod';
import { attempt } from '../bytes.ts';
import { type Fault, fail, ok, type Result } from '../result.ts';
import {
  type CallName,
  type Contract,
  type ErrorOf,
  type EventName,
  type InputOf,
  type LayerFault,
  layerFaults,
  type OutputOf,
  type PayloadOf,
  type Port,
  wireLimits,
} from './contract.ts';

const faultSchema = z.object({ code: z.string(), message: z.string() });
const messageSchema = z.union([
  z.strictObject({
    id: z.int(),
    result: z.union([
      z.object({ ok: z.literal(true), value: z.unknown() }),
      z.object({ ok: z.literal(false), fault: faultSchema }),
    ]),
  }),
  z.strictObject({ event: z.string(), payload: z.unknown() }),
]);

export interface Client<C extends Contract> {
  call<N extends CallName<C>>(
    name: N,
    input: InputOf<C[N]>,
  ): Promise<Result<OutputOf<C[N]>, Fault<ErrorOf<C[N]> | LayerFault>>>;
  /** Answers how to stop listening. */
  on<N extends EventName<C>>(name: N, receive: (payload: PayloadOf<C[N]>) => void): () => void;
  onClose(closed: () => void): void;
}

/** The asking end. What comes back is parsed too; a call that gets no answer in time, or loses its port, is a fault value. */
export function connect<C extends Contract>(
  contract: C,
  port: Port,
  timeoutMs: number = wireLimits.callTimeoutMs,
): Client<C> {
  const waiting = new Map<number, (result: Result<unknown, Fault>) => void>();
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  const closers = new Set<() => void>();
  let nextId = 0;
  let isOpen = true;

  port.onMessage((text) => {
    const parsed = messageSchema.safeParse(attempt(() => JSON.parse(text) as unknown));
    if (!parsed.success) return;
    const message = parsed.data;
    if ('id' in message) return waiting.get(message.id)?.(message.result);
    const spec = Object.hasOwn(contract, message.event) ? contract[message.event] : undefined;
    if (spec?.kind !== 'event') return;
    const payload = spec.payload.safeParse(message.payload);
    if (payload.success) for (const receive of listeners.get(message.event) ?? []) receive(payload.data);
  });
  port.onClose(() => {
    isOpen = false;
    for (const settle of waiting.values()) settle(fail({ code: 'closed', message: 'The connection is closed.' }));
    for (const closed of closers) closed();
  });

  const ask = (name: string, input: unknown): Promise<Result<unknown, Fault>> => {
    if (!isOpen) return Promise.resolve(fail({ code: 'closed', message: 'The connection is closed.' }));
    const id = nextId++;
    return new Promise((resolve) => {
      const settle = (result: Result<unknown, Fault>): void => {
        clearTimeout(timer);
        waiting.delete(id);
        resolve(result);
      };
      const timer = setTimeout(() => settle(fail({ code: 'timeout', message: 'No answer in time.' })), timeoutMs);
      waiting.set(id, settle);
      port.send(JSON.stringify({ id, call: name, input }));
    });
  };

  return {
    call: async (name, input) => {
      const spec = contract[name];
      if (spec?.kind !== 'call') throw new Error(`connect: ${name} is not a call of this contract`);
      const result = await ask(name, input);
      type Answer = Awaited<ReturnType<Client<C>['call']>>;
      if (!result.ok) {
        const known = [...spec.errors, ...layerFaults].includes(result.fault.code);
        return (known ? result : fail({ code: 'internal', message: result.fault.message })) as Answer;
      }
      const value = spec.output.safeParse(result.value);
      return (
        value.success ? ok(value.data) : fail({ code: 'internal', message: `Not what ${name} answers.` })
      ) as Answer;
    },
    on: (name, receive) => {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      const listener = receive as (payload: unknown) => void;
      set.add(listener);
      return () => set.delete(listener);
    },
    onClose: (closed) => closers.add(closed),
  };
}

// setTimeout exists wherever JavaScript runs here, but `shared` has neither Node's nor the DOM's types.
declare function setTimeout(callback: () => void, ms: number): number;
declare function clearTimeout(timer: number): void;
