import { resolve } from 'node:path';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { build } from 'vite';
import { expect, it } from 'vitest';
import { findProgram } from '../../../main/hosts/chromium/find-chromium.ts';
import { securityHeaders } from '../../../main/hosts/security-headers.ts';
import { buildPreload } from '../../unit/main/hosts/electron/stand-in/build-preload.ts';
import { isRoot } from './kiosk-on-screen.ts';

/** Built as the page's own code is. */
async function bundle(entry: string): Promise<string> {
  const lib = { entry: resolve(import.meta.dirname, entry), formats: ['es' as const], fileName: () => 'page.js' };
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, target: 'chrome130', lib },
  });
  const [output] = [built].flat();
  const [file] = output && 'output' in output ? output.output : [];
  if (file?.type !== 'chunk') throw new Error('no bundle');
  return file.code;
}

it('the page’s lines over ports hold in a real browser, under the page’s own policy: early words, pictures, a cut, a new line', async () => {
  const executablePath = findProgram(process.env.PATH ?? '') ?? '';
  const browser = await chromium.launch({ executablePath, args: isRoot ? ['--no-sandbox'] : [] });
  try {
    const page = await browser.newPage();
    const [code, preload] = await Promise.all([bundle('scripts/page-on-ports.ts'), buildPreload()]);
    await page.route('**/*', (route) => {
      const isScript = route.request().url().endsWith('/page.js');
      const contentType = isScript ? 'text/javascript' : 'text/html';
      const body = isScript ? code : '<!doctype html><script type="module" src="/page.js"></script>';
      return route.fulfill({ headers: { ...securityHeaders }, contentType, body });
    });
    // In Electron the preload runs in a world of its own; window messages and ports are the same there.
    await page.addInitScript(
      `window.handedIn = []; ((require) => {${preload}})(() => ({ ipcRenderer: { postMessage: (channel, message, ports) => window.handedIn.push(...ports) } }));`,
    );
    await page.goto('http://kiosk.test/');
    await page.waitForFunction(() => 'tryLines' in window);
    const png = await sharp({ create: { width: 3, height: 2, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const seen = await page.evaluate(
      (bytes) => (window as unknown as { tryLines(png: readonly number[]): Promise<unknown> }).tryLines(bytes),
      [...png],
    );
    expect(seen).toEqual({
      said: [
        { ok: true, value: 'core of early' },
        { ok: true, value: 'visit of ticket' },
      ],
      picture: [3, 2],
      posted: [['/frame/wanted', 4]],
      other: null,
      late: null,
      isClosedSeen: true,
      again: { ok: true, value: 'core of again' },
    });
  } finally {
    await browser.close();
  }
}, 60_000);
