import { z } from 'zod';
import { attempt } from '../bytes.ts';
import { type Fault, fail, type Result } from '../result.ts';
import {
  type Contract,
  type EventName,
  type Handlers,
  type LayerFault,
  type PayloadOf,
  type Port,
  wireLimits,
} from './contract.ts';

const requestSchema = z.strictObject({ id: z.int().min(0), call: z.string().max(80), input: z.unknown() });

type Reply = Result<unknown, Fault>;
const refuse = (code: LayerFault, message: string): Reply => fail({ code, message });

export interface Served<C extends Contract> {
  emit<N extends EventName<C>>(name: N, payload: PayloadOf<C[N]>): void;
  close(): void;
}

export interface ServeParts {
  /** Milliseconds that only grow, for the flood limit. */
  readonly nowMs: () => number;
  /** A handler threw: a bug. Told without the call's input, which may hold what a visitor typed. */
  readonly onBug: (call: string, error: unknown) => void;
}

/**
 * Serves a contract on a port. It is a security boundary: oversize closes the port, floods and unknown calls are refused,
 * every input is parsed, and only a `Result` ever goes back.
 */
export function serve<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  port: Port,
  parts: ServeParts,
): Served<C> {
  let windowStart = parts.nowMs();
  let inWindow = 0;
  const isFlood = (): boolean => {
    const now = parts.nowMs();
    if (now - windowStart >= 1_000) [windowStart, inWindow] = [now, 0];
    return ++inWindow > wireLimits.callsPerSecond;
  };

  const answer = async (name: string, input: unknown): Promise<Reply> => {
    const spec = Object.hasOwn(contract, name) ? contract[name] : undefined;
    if (spec?.kind !== 'call') return refuse('unknown-call', 'There is no such call.');
    const parsed = spec.input.safeParse(input);
    if (!parsed.success) return refuse('bad-input', `Not what ${name} takes.`);
    try {
      const handler = handlers[name as keyof Handlers<C>] as (input: unknown) => Promise<Reply>;
      return await handler(parsed.data);
    } catch (error) {
      parts.onBug(name, error);
      return refuse('internal', 'A fault of the software itself.');
    }
  };

  port.onMessage((text) => {
    if (text.length > wireLimits.maxMessageChars) return port.close();
    const request = requestSchema.safeParse(attempt(() => JSON.parse(text) as unknown));
    // Without an id there is nobody to answer.
    if (!request.success) return;
    const { id, call, input } = request.data;
    const reply = isFlood() ? Promise.resolve(refuse('flood', 'Too many calls in a second.')) : answer(call, input);
    void reply.then((result) => port.send(JSON.stringify({ id, result })));
  });

  return {
    emit: (name, payload) => port.send(JSON.stringify({ event: name, payload })),
    close: () => port.close(),
  };
}
