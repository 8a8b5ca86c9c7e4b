import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type GuardedWindow, guardPage } from '../../../renderer/guard.ts';

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
