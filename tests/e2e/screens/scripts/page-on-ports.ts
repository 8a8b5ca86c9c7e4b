// Runs in a real browser: the page's half of the lines as it ships, against a core and a visit made of ports in the same page.

import { z } from 'zod';
import { handedLines } from '../../../../renderer/handed-lines.ts';
import { messagePort } from '../../../../renderer/transport.ts';
import { connect } from '../../../../shared/contract/connect.ts';
import { call } from '../../../../shared/contract/contract.ts';
import { framePostSchema } from '../../../../shared/contract/frame.ts';
import { pictureRequestSchema, visitRequestSchema } from '../../../../shared/contract/handed-line.ts';
import { serve } from '../../../../shared/contract/serve.ts';
import { ok } from '../../../../shared/result.ts';

const contract = { hello: call(z.strictObject({ to: z.string() }), z.string()) };
const parts = { nowMs: () => performance.now(), onBug: () => undefined };
const closed = (port: { onClose(closed: () => void): void }): Promise<boolean> =>
  Promise.race([
    new Promise<boolean>((resolve) => port.onClose(() => resolve(true))),
    new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 2_000)),
  ]);

/** What the preload gave to `ipcRenderer.postMessage`, in order. */
declare global {
  interface Window {
    readonly handedIn: MessagePort[];
  }
}

/** Says on which picture of how many pixels, and what else, it arrived. */
export async function tryLines(png: readonly number[]): Promise<Readonly<Record<string, unknown>>> {
  const lines = handedLines(window);
  const client = connect(contract, lines.kiosk());
  const hello = client.call('hello', { to: 'early' });
  while (window.handedIn.length === 0) await new Promise((next) => setTimeout(next, 10));
  const [core] = window.handedIn;
  if (!core) throw new Error('no line');
  let pictures: MessagePort | undefined;
  const posted: unknown[] = [];
  core.addEventListener('message', ({ data, ports }) => {
    const [own, drawn] = ports;
    if (!visitRequestSchema.safeParse(data).success || !own || !drawn) return;
    serve(contract, { hello: async ({ to }) => ok(`visit of ${to}`) }, messagePort(own), parts);
    pictures = drawn;
    drawn.addEventListener('message', (event) => {
      const post = framePostSchema.safeParse(event.data);
      if (post.success) return void posted.push([post.data.frame, post.data.jpeg.length]);
      const asked = pictureRequestSchema.parse(event.data);
      const bytes = new Uint8Array(png);
      drawn.postMessage({ id: asked.id, picture: asked.token === 'good' ? { type: 'image/png', bytes } : null });
    });
    drawn.start();
  });
  serve(contract, { hello: async ({ to }) => ok(`core of ${to}`) }, messagePort(core), parts);

  const visitPort = lines.visit('ticket');
  const visit = connect(contract, visitPort);
  const said = [await hello, await visit.call('hello', { to: 'ticket' })];
  const blob = await lines.picture('/page/good');
  const bitmap = blob && (await createImageBitmap(blob));
  await lines.postFrame('/frame/wanted', new Blob(['jpeg']));
  const other = await lines.picture('/page/other');
  const late = lines.picture('/page/never');
  pictures?.postMessage(null);
  const isClosedSeen = closed(client);
  messagePort(core).close();
  const again = connect(contract, lines.kiosk());
  while (window.handedIn.length < 2) await new Promise((next) => setTimeout(next, 10));
  const [, next] = window.handedIn;
  if (next) serve(contract, { hello: async ({ to }) => ok(`core of ${to}`) }, messagePort(next), parts);
  return {
    said,
    picture: bitmap && [bitmap.width, bitmap.height],
    posted,
    other,
    late: await late,
    isClosedSeen: await isClosedSeen,
    again: await again.call('hello', { to: 'again' }),
  };
}
Object.assign(window, { tryLines });
