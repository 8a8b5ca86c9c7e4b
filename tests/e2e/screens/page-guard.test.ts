import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findProgram } from '../../../main/hosts/chromium/find-chromium.ts';
import { type GuardedWindow, guardPage } from '../../../renderer/guard.ts';
import { isRoot } from './kiosk-on-screen.ts';

const folder = resolve(import.meta.dirname, '../../../renderer');
const source = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** A guarded window that counts what is printed. */
function guarded() {
  const target = new EventTarget();
  let printed = 0;
  const print = (): void => void printed++;
  const page = Object.assign(target, { print }) as unknown as GuardedWindow & EventTarget;
  guardPage(page);
  const isPrevented = (kind: string, more: object = {}): boolean =>
    !page.dispatchEvent(Object.assign(new Event(kind, { cancelable: true }), more));
  return { page, isPrevented, printed: () => printed };
}

describe('the page guards itself', () => {
  it('printing does nothing', () => {
    const { page, printed } = guarded();
    page.print();
    expect(printed()).toBe(0);
  });

  it.each(['contextmenu', 'dragstart', 'dragover', 'drop', 'auxclick', 'copy', 'cut', 'paste'])(
    '%s is refused',
    (kind) => {
      expect(guarded().isPrevented(kind)).toBe(true);
    },
  );

  it('the middle button does nothing; the left one does', () => {
    const { isPrevented } = guarded();
    for (const kind of ['mousedown', 'mouseup'])
      expect([isPrevented(kind, { button: 1 }), isPrevented(kind, { button: 0 })]).toEqual([true, false]);
  });

  it('a wheel scrolls, and does not zoom', () => {
    const { isPrevented } = guarded();
    expect([isPrevented('wheel', { ctrlKey: true }), isPrevented('wheel', { ctrlKey: false })]).toEqual([true, false]);
  });

  it('it says beforehand that a wheel may be prevented: Chromium hears it in no other case', () => {
    const options: Record<string, unknown> = {};
    const page = {
      print: () => undefined,
      addEventListener: (kind: string, _hear: unknown, given: unknown) => {
        options[kind] = given;
      },
    };
    guardPage(page as unknown as GuardedWindow);
    expect(options.wheel).toEqual({ capture: true, passive: false });
    expect(Object.values(options).every((given) => (given as { capture: boolean }).capture)).toBe(true);
  });

  it('stands before the first screen', () => {
    const main = source('main.tsx');
    expect(main.indexOf('guardPage(window)')).toBeGreaterThan(0);
    expect(main.indexOf('guardPage(window)')).toBeLessThan(main.indexOf('createRoot(page)'));
  });

  it('no screen lets anybody choose a file', () => {
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(tsx?|html)$/.test(name),
    );
    expect(sources.length).toBeGreaterThan(30);
    const chooser =
      /type(?:=|:\s*)\{?\s*["'`]file|showOpenFilePicker|showSaveFilePicker|showDirectoryPicker|FileTrigger|DropZone|webkitdirectory/;
    expect(sources.filter((name) => chooser.test(source(name)))).toEqual([]);
  });
});

it('in a real browser a hand at a mouse finds no menu, no middle button and no zoom, and still its left button and wheel', async () => {
  const executablePath = findProgram(process.env.PATH ?? '') ?? '';
  const browser = await chromium.launch({ executablePath, args: isRoot ? ['--no-sandbox'] : [] });
  try {
    const page = await browser.newPage();
    await page.setContent('<body style="block-size: 3000px"><input style="inline-size: 300px">');
    const code = stripTypeScriptTypes(source('guard.ts')).replaceAll('export ', '');
    await page.addScriptTag({ content: `${code}; guardPage(window);` });
    await page.evaluate(() => {
      const seen: Record<string, boolean> = {};
      Object.assign(window, { seen });
      for (const kind of ['contextmenu', 'auxclick', 'mousedown', 'click', 'wheel', 'paste'])
        addEventListener(
          kind,
          (event) => (seen[`${kind} ${'button' in event ? event.button : ''}`.trim()] = event.defaultPrevented),
        );
    });
    await page.locator('input').click();
    await page.keyboard.type('abc');
    for (const keys of ['Control+a', 'Control+c', 'Control+v', 'Control+v']) await page.keyboard.press(keys);
    await page.locator('input').click({ button: 'middle' });
    await page.locator('input').click({ button: 'right' });
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, 10);
    await page.waitForFunction(() => 'wheel 0' in (window as unknown as { seen: object }).seen);
    const zoomed = await page.evaluate(() => ({ ...(window as unknown as { seen: object }).seen }));
    expect(zoomed).toEqual({
      'mousedown 0': false,
      'click 0': false,
      'mousedown 1': true,
      'auxclick 1': true,
      'mousedown 2': false,
      'auxclick 2': true,
      'contextmenu 2': true,
      paste: true,
      'wheel 0': true,
    });
    await page.keyboard.up('Control');
    await page.mouse.wheel(0, 50);
    await page.waitForFunction(() => scrollY > 0);
    expect(await page.locator('input').inputValue()).toBe('abc');
  } finally {
    await browser.close();
  }
}, 60_000);
