import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { attempt } from '../../../shared/bytes.ts';
import { type Fault, fail, ok, type Result } from '../../../shared/result.ts';

const messageSchema = z.union([
  z.object({ id: z.int(), result: z.record(z.string(), z.unknown()) }),
  z.object({ id: z.int(), error: z.object({ message: z.string() }) }),
  z.object({ method: z.string(), params: z.record(z.string(), z.unknown()) }),
]);

/** Chromium's own DevTools protocol over two pipes; messages end with a NUL byte. */
export interface DevtoolsPipe {
  call(method: string, params?: object): Promise<Result<Readonly<Record<string, unknown>>, Fault<'devtools'>>>;
}

/** The browser process answers in milliseconds; one that does not is not steered any more. */
const answerTimeoutMs = 10_000;
/** A list of targets is some kilobytes. */
const maxMessageChars = 4_000_000;

export function openDevtools(
  write: Writable,
  read: Readable,
  onEvent: (method: string, params: Readonly<Record<string, unknown>>) => void,
): DevtoolsPipe {
  const waiting = new Map<number, (result: Awaited<ReturnType<DevtoolsPipe['call']>>) => void>();
  let lastId = 0;
  let rest = '';
  // It may have ended before anybody listened.
  let gone = read.closed || read.destroyed;
  const refuse = (message: string) => fail<Fault<'devtools'>>({ code: 'devtools', message });

  const hear = (text: string): void => {
    const parsed = messageSchema.safeParse(attempt(() => JSON.parse(text) as unknown));
    if (!parsed.success) return;
    const message = parsed.data;
    if ('method' in message) onEvent(message.method, message.params);
    else waiting.get(message.id)?.('result' in message ? ok(message.result) : refuse(message.error.message));
  };
  read.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split('\0');
    rest = messages.pop() ?? '';
    if (rest.length > maxMessageChars) rest = '';
    for (const message of messages) hear(message);
  });
  // A browser that ends closes its pipes; its exit says the rest.
  for (const stream of [read, write]) stream.on('error', () => undefined);
  read.on('close', () => {
    gone = true;
    for (const settle of waiting.values()) settle(refuse('The browser is gone.'));
  });

  return {
    call: (method, params = {}) => {
      if (gone) return Promise.resolve(refuse('The browser is gone.'));
      const id = ++lastId;
      return new Promise((resolve) => {
        const timer = setTimeout(() => settle(refuse(`No answer to ${method}.`)), answerTimeoutMs);
        const settle = (result: Awaited<ReturnType<DevtoolsPipe['call']>>): void => {
          clearTimeout(timer);
          waiting.delete(id);
          resolve(result);
        };
        waiting.set(id, settle);
        write.write(`${JSON.stringify({ id, method, params })}\0`);
      });
    },
  };
}
