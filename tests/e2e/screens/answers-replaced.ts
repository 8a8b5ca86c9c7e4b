import type { BrowserContext, WebSocketRoute } from 'playwright-core';

/** Puts a fault in the place of a call's answer: for faults that no hand can bring about, such as a bug. */
export interface ReplacedAnswers {
  /** The next call of this name is not made: the page is told this fault. */
  next(call: string, code: string): void;
  /** Tells the page something of the visit that happens only after minutes. */
  tell(event: string, payload: object): void;
}

/** Stands on the line between the page and the kiosk; pages loaded from now on go through it. */
export async function replaceAnswers(context: BrowserContext): Promise<ReplacedAnswers> {
  let planned: { readonly call: string; readonly code: string } | null = null;
  let visit: WebSocketRoute | null = null;
  await context.routeWebSocket(/127\.0\.0\.1/, (page) => {
    if (page.url().includes('/visit?')) visit = page;
    const kiosk = page.connectToServer();
    kiosk.onMessage((message) => page.send(message));
    page.onMessage((message) => {
      const asked = JSON.parse(String(message)) as { readonly id: number; readonly call: string };
      if (planned?.call !== asked.call) return kiosk.send(message);
      const fault = { code: planned.code, message: 'put here by a test' };
      planned = null;
      page.send(JSON.stringify({ id: asked.id, result: { ok: false, fault } }));
    });
  });
  return {
    next: (call, code) => {
      planned = { call, code };
    },
    tell: (event, payload) => visit?.send(JSON.stringify({ event, payload })),
  };
}
