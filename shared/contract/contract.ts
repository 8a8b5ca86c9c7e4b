import type { z } from 'zod';
import type { Fault, Result } from '../result.ts';

/** One call: what goes in, what comes out, and the closed list of faults it may answer. */
export interface CallSpec<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType, E extends string = string> {
  readonly kind: 'call';
  readonly input: I;
  readonly output: O;
  readonly errors: readonly E[];
}

/** State that goes up to the page; never a command. */
export interface EventSpec<P extends z.ZodType = z.ZodType> {
  readonly kind: 'event';
  readonly payload: P;
}

export type Contract = Readonly<Record<string, CallSpec | EventSpec>>;

export const call = <I extends z.ZodType, O extends z.ZodType, const E extends string = never>(
  input: I,
  output: O,
  errors: readonly E[] = [],
): CallSpec<I, O, E> => ({ kind: 'call', input, output, errors });

export const event = <P extends z.ZodType>(payload: P): EventSpec<P> => ({ kind: 'event', payload });

/** Faults that the layer itself may answer to any call. */
export const layerFaults = ['bad-input', 'unknown-call', 'internal', 'closed', 'timeout', 'flood'] as const;
export type LayerFault = (typeof layerFaults)[number];

export type CallName<C extends Contract> = { [K in keyof C]: C[K] extends CallSpec ? K : never }[keyof C] & string;
export type EventName<C extends Contract> = { [K in keyof C]: C[K] extends EventSpec ? K : never }[keyof C] & string;
export type InputOf<S> = S extends CallSpec<infer I> ? z.output<I> : never;
export type OutputOf<S> = S extends CallSpec<z.ZodType, infer O> ? z.output<O> : never;
export type ErrorOf<S> = S extends CallSpec<z.ZodType, z.ZodType, infer E> ? E : never;
export type PayloadOf<S> = S extends EventSpec<infer P> ? z.output<P> : never;

/** What the serving end offers: every call of the contract, no more and no less. */
export type Handlers<C extends Contract> = {
  readonly [K in CallName<C>]: (input: InputOf<C[K]>) => Promise<Result<OutputOf<C[K]>, Fault<ErrorOf<C[K]>>>>;
};

/** A channel of whole text messages: a WebSocket, a MessagePort, or a pair in memory. */
export interface Port {
  send(text: string): void;
  onMessage(receive: (text: string) => void): void;
  onClose(closed: () => void): void;
  close(): void;
}

/** Bounds of the wire. `perSecond`: sustained; a page that asks more is not our page. */
export const wireLimits = { maxMessageChars: 65_536, callsPerSecond: 50, callTimeoutMs: 60_000 } as const;
