import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { openDevtools } from './devtools-pipe.ts';
import type { BrowserEnd, LaunchedBrowser } from './launch-browser.ts';

const targetsSchema = z.object({
  targetInfos: z.array(z.object({ targetId: z.string(), type: z.string(), url: z.string() })),
});
const targetSchema = z.object({ targetId: z.string() });

export interface BrowserPage {
  readonly id: string;
  readonly url: string;
}

/** One run of Chromium, steered over its pipe alone. */
export interface Browser {
  readonly ended: Promise<BrowserEnd>;
  /** Opens a page behind the one that shows. null: it does not answer. */
  openPage(url: string): Promise<string | null>;
  /** Lets pages of this origin see through the machine's camera, and nothing else; no page ever hears. */
  allowCamera(origin: string): Promise<void>;
  show(page: string): Promise<void>;
  closePage(page: string): Promise<void>;
  /** Every page it has, ours or not; null: it does not answer. */
  pages(): Promise<readonly BrowserPage[] | null>;
  /** Pages that crashed since it started. */
  readonly crashed: ReadonlySet<string>;
  close(): Promise<void>;
}

/** Takes the reins of a browser. `onPages`: a page came, went, moved or crashed. */
export function steerBrowser({ child, ended, close }: LaunchedBrowser, onPages: () => void): Browser {
  const crashed = new Set<string>();
  const pipe = openDevtools(child.stdio[3] as Writable, child.stdio[4] as Readable, (method, params) => {
    if (!method.startsWith('Target.')) return;
    const target = targetSchema.safeParse(params);
    if (method === 'Target.targetCrashed' && target.success) crashed.add(target.data.targetId);
    onPages();
  });
  void pipe.call('Target.setDiscoverTargets', { discover: true });
  return {
    ended,
    crashed,
    openPage: async (url) => {
      // In the window that is there: one of its own would be a window with an address bar.
      const opened = await pipe.call('Target.createTarget', { url, newWindow: false, background: true });
      const target = opened.ok ? targetSchema.safeParse(opened.value) : null;
      return target?.success ? target.data.targetId : null;
    },
    allowCamera: async (origin) =>
      // What is not named is refused to that origin; every other origin is as before.
      void (await pipe.call('Browser.grantPermissions', { origin, permissions: ['videoCapture'] })),
    show: async (targetId) => void (await pipe.call('Target.activateTarget', { targetId })),
    closePage: async (targetId) => void (await pipe.call('Target.closeTarget', { targetId })),
    pages: async () => {
      const all = await pipe.call('Target.getTargets');
      const parsed = all.ok ? targetsSchema.safeParse(all.value) : null;
      if (!parsed?.success) return null;
      return parsed.data.targetInfos
        .filter(({ type }) => type === 'page' || type === 'other')
        .map(({ targetId, url }) => ({ id: targetId, url }));
    },
    close,
  };
}
