import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { CDPSession, Locator, Page } from 'playwright-core';
import { loadLocales } from '../../../kiosk-config/schema/locales.ts';
import { buildTexts, type Say } from '../../../renderer/texts.ts';
import type { KioskOnScreen } from './kiosk-on-screen.ts';

/** Pictures of the screens, for people to look at. */
export const picturesFolder = fileURLToPath(new URL('../../../.cache/screens/', import.meta.url));

const patienceMs = 30_000;

export interface Tap {
  /** Which of several buttons with these words, from 0. */
  readonly nth?: number;
}

/** A visitor's hand and eyes on the screen: it touches what is seen, where it is seen, and waits as a person does. */
export interface Hand {
  readonly say: Say;
  /** The page that shows now: each visit has its own. */
  page(): Promise<Page>;
  /** Touches the button with the words of this key. */
  tap(key: string, values?: Readonly<Record<string, string | number>>, tap?: Tap): Promise<void>;
  /** Touches the button with these very words: the catalogue's, a key's. */
  tapWords(words: string, tap?: Tap): Promise<void>;
  touch(target: Locator): Promise<void>;
  /** Types on the kiosk's own keyboard. */
  type(text: string): Promise<void>;
  /** Waits for the screen with this heading. */
  sees(key: string, values?: Readonly<Record<string, string | number>>): Promise<void>;
  seesWords(words: string): Promise<void>;
  /** Called with a name at every screen that is worth a look. */
  look(name: string): Promise<void>;
}

export interface HandParts {
  readonly kiosk: Pick<KioskOnScreen, 'browser'>;
  readonly language: string;
  /** Looks at each screen: takes its picture, measures it. */
  readonly onLook?: (name: string, page: Page) => Promise<void>;
}

/** Each button's words as a person reads them: the pictogram has none. */
const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();

export async function giveHand({ kiosk, language, onLook }: HandParts): Promise<Hand> {
  const locales = await loadLocales();
  const texts = buildTexts((key) => {
    throw new Error(`no text for ${key}`);
  });
  for (const [known, book] of Object.entries(locales)) texts.add(known, book);
  const say = texts.in(language);
  const sessions = new WeakMap<Page, CDPSession>();

  const page = async (): Promise<Page> => {
    for (const start = performance.now(); performance.now() - start < patienceMs; await delay(50)) {
      const pages = kiosk.browser.contexts().flatMap((context) => context.pages());
      const shown = [];
      for (const one of pages) if (await isShown(one)) shown.push(one);
      if (shown.length === 1 && shown[0]) return shown[0];
    }
    throw new Error('no page shows');
  };

  const touch = async (target: Locator): Promise<void> => {
    const on = target.page();
    await target.waitFor({ state: 'visible', timeout: patienceMs });
    const point = await target.evaluate((element) => {
      const box = element.getBoundingClientRect();
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      const top = document.elementFromPoint(x, y);
      const isFree = top !== null && (element.contains(top) || top.contains(element));
      const isDisabled = element.matches(':disabled, [aria-disabled="true"]');
      return { x, y, isFree, isDisabled };
    });
    const words = squeeze((await target.textContent()) ?? '');
    if (point.isDisabled) throw new Error(`« ${words} » cannot be touched now`);
    if (!point.isFree) throw new Error(`« ${words} » is covered or out of sight at ${point.x}, ${point.y}`);
    let session = sessions.get(on);
    if (!session) {
      session = await on.context().newCDPSession(on);
      sessions.set(on, session);
    }
    const { x, y } = point;
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  };

  const buttonWith = async (words: string, nth = 0): Promise<Locator> => {
    const on = await page();
    const wanted = squeeze(words);
    for (const start = performance.now(); performance.now() - start < patienceMs; await delay(50)) {
      const buttons = on.locator('button:visible');
      const all = await buttons.allTextContents();
      const found = all.flatMap((text, index) => (squeeze(text) === wanted ? [index] : []));
      // Words that a pictogram's button goes on with, such as a card's hint.
      const begun = all.flatMap((text, index) => (squeeze(text).startsWith(wanted) ? [index] : []));
      const index = (found.length > 0 ? found : begun)[nth];
      if (index !== undefined) return buttons.nth(index);
    }
    const title = await on.locator('h1, h2').first().textContent();
    throw new Error(`no button « ${words} » on « ${title} »`);
  };

  const seesWords = async (words: string): Promise<void> => {
    const wanted = squeeze(words);
    for (const start = performance.now(); performance.now() - start < patienceMs; await delay(50)) {
      const on = await page();
      const headings = await on
        .locator('h1, [role=dialog] h2, [role=alertdialog] h2')
        .allTextContents()
        .catch(() => []);
      if (headings.some((heading) => squeeze(heading) === wanted)) return;
    }
    const on = await page();
    throw new Error(`« ${words} » does not come; there is « ${await on.locator('h1').first().textContent()} »`);
  };

  const hasKey = async (character: string): Promise<boolean> => {
    const keys = await (await page()).locator('button.key:visible').allTextContents();
    return keys.some((key) => squeeze(key) === character);
  };
  const tapWords: Hand['tapWords'] = async (words, { nth = 0 } = {}) => touch(await buttonWith(words, nth));
  return {
    say,
    page,
    touch,
    tapWords,
    tap: (key, values, tap) => tapWords(say(key, values), tap),
    type: async (text) => {
      for (const character of text) {
        if (character === ' ') await tapWords(say('screen.keyboard.space'));
        else if (await hasKey(character)) await tapWords(character);
        else {
          await tapWords(say('screen.keyboard.foreign'));
          await tapWords(character);
          await tapWords(say('screen.keyboard.foreign'));
        }
      }
    },
    sees: (key, values) => seesWords(say(key, values)),
    seesWords,
    look: async (name) => {
      await onLook?.(name, await page());
    },
  };
}

/** The page in front: others are being opened behind it, or are gone. */
async function isShown(page: Page): Promise<boolean> {
  if (page.isClosed() || !page.url().startsWith('http://127.0.0.1:')) return false;
  return page.evaluate(() => document.visibilityState === 'visible').catch(() => false);
}

/** Takes the picture of each screen once the screen is still, as `<folder>/<name>.png`. */
export function takesPictures(folder: string): (name: string, page: Page) => Promise<void> {
  const home = join(picturesFolder, folder);
  mkdirSync(home, { recursive: true });
  return async (name, page) => {
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await page.screenshot({ path: join(home, `${name}.png`) });
  };
}
