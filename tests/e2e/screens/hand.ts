import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { CDPSession, Page } from 'playwright-core';
import { loadLocales } from '../../../kiosk-config/schema/locales.ts';
import { buildTexts, type Say } from '../../../renderer/texts.ts';
import { axeFindings, targetFindings } from './inspect.ts';
import type { KioskOnScreen } from './kiosk-on-screen.ts';

/** Pictures of the screens, for people to look at. */
export const picturesFolder = fileURLToPath(new URL('../../../.cache/screens/', import.meta.url));

const patienceMs = 30_000;
/** A printer or a scanner may be at work. */
const readingMs = 45_000;

export interface Tap {
  /** Which of several buttons with these words, from 0. */
  readonly nth?: number;
  /** A key's letter, small or capital. */
  readonly anyCase?: boolean;
}

/** A visitor's hand and eyes on the screen: it touches what is seen, where it is seen, and waits as a person does. */
export interface Hand {
  readonly say: Say;
  /** The page that shows now: each visit has its own. */
  page(): Promise<Page>;
  /** Touches the button with the words of this key. */
  tap(key: string, values?: Readonly<Record<string, string | number>>, tap?: Tap): Promise<void>;
  /** Waits for the button with the words of this key. */
  finds(key: string): Promise<void>;
  /** Whether these words come within a moment, and stay. */
  isThere(key: string): Promise<boolean>;
  /** Touches the button with these very words: the catalogue's, a key's. */
  tapWords(words: string, tap?: Tap): Promise<void>;
  /** Touches the middle of what this selector finds: something that is no button. */
  touch(selector: string): Promise<void>;
  /** Types on the kiosk's own keyboard. */
  type(text: string): Promise<void>;
  /** Waits for the screen with this heading. */
  sees(key: string, values?: Readonly<Record<string, string | number>>): Promise<void>;
  seesWords(words: string): Promise<void>;
  /** Waits for the words of this key anywhere on the page that shows. */
  reads(key: string): Promise<void>;
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

  const touchAt = async (on: Page, x: number, y: number): Promise<void> => {
    let session = sessions.get(on);
    if (!session) {
      session = await on.context().newCDPSession(on);
      sessions.set(on, session);
    }
    await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
    await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  };

  /** Finds the button and its place in one look, and touches there once it has stayed there for a moment. */
  const tapWords: Hand['tapWords'] = async (words, { nth = 0, anyCase = false } = {}) => {
    let before = '';
    let seen = 'no page';
    for (const start = performance.now(); performance.now() - start < patienceMs; await delay(40)) {
      const on = await page();
      const place = await on.evaluate(placeOfButton, { wanted: squeeze(words), nth, anyCase }).catch(() => null);
      if (place === null) continue;
      seen = `${place.problem} on « ${place.title} »`;
      const now = `${place.x} ${place.y} ${place.problem} ${on.url()}`;
      const isStill = now === before;
      before = now;
      if (isStill && place.problem === null) return touchAt(on, place.x, place.y);
    }
    throw new Error(`« ${words} » cannot be touched: ${seen}`);
  };

  const finds = async (words: string): Promise<void> => {
    for (const start = performance.now(); performance.now() - start < patienceMs; await delay(50)) {
      const on = await page();
      const place = await on
        .evaluate(placeOfButton, { wanted: squeeze(words), nth: 0, anyCase: false })
        .catch(() => null);
      if (place?.problem === null) return;
    }
    throw new Error(`no button « ${words} »`);
  };

  const seesWords = async (words: string): Promise<void> => {
    const wanted = squeeze(words);
    let headings: string[] = [];
    for (const start = performance.now(); performance.now() - start < patienceMs; await delay(50)) {
      const on = await page();
      headings = await on
        .locator('h1, [role=dialog] h2, [role=alertdialog] h2')
        .allTextContents()
        .catch(() => []);
      if (headings.some((heading) => squeeze(heading) === wanted)) return;
    }
    throw new Error(`« ${words} » does not come; there is « ${headings.join(' », « ')} »`);
  };

  const hasKey = async (character: string): Promise<boolean> => {
    const keys = await (await page()).locator('button.key:visible').allTextContents();
    return keys.some((key) => squeeze(key) === character);
  };
  return {
    say,
    page,
    tapWords,
    touch: async (selector) => {
      const on = await page();
      const box = await on.locator(selector).first().boundingBox();
      if (!box) throw new Error(`${selector} is not on the page`);
      await touchAt(on, box.x + box.width / 2, box.y + box.height / 2);
    },
    finds: (key) => finds(say(key)),
    isThere: async (key) => {
      for (let looks = 0; looks < 3; looks++) {
        await delay(1_000);
        const words = await page().then((on) => on.locator('body').textContent());
        if (!words?.includes(say(key))) return false;
      }
      return true;
    },
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
    reads: async (key) => {
      const wanted = squeeze(say(key));
      for (const start = performance.now(); performance.now() - start < readingMs; await delay(100)) {
        const words = await page().then((on) =>
          on
            .locator('body')
            .innerText()
            .catch(() => ''),
        );
        if (squeeze(words).includes(wanted)) return;
      }
      throw new Error(`« ${wanted} » is not to be read`);
    },
    look: async (name) => {
      // A visit that is over gets a new page, perhaps just now.
      await page()
        .then((shown) => onLook?.(name, shown))
        .catch(async () => onLook?.(name, await page()));
    },
  };
}

interface Wanted {
  readonly wanted: string;
  readonly nth: number;
  readonly anyCase: boolean;
}

/** In the page: where the button with these words is, in the middle of what is seen of it, and why it cannot be touched. */
function placeOfButton({ wanted, nth, anyCase }: Wanted) {
  const words = (element: Element): string => (element.textContent ?? '').replace(/\s+/g, ' ').trim();
  const buttons = [...document.querySelectorAll('button')].filter((button) => button.checkVisibility());
  const exact = buttons.filter(
    (button) => words(button) === wanted || (anyCase && words(button).toLowerCase() === wanted),
  );
  // Words that a card goes on with, such as its hint.
  const button = (exact.length > 0 ? exact : buttons.filter((one) => words(one).startsWith(wanted)))[nth];
  const title = words(document.querySelector('h1') ?? document.body);
  if (!button) return { x: 0, y: 0, title, problem: 'there is no such button' };
  const box = button.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const top = document.elementFromPoint(x, y);
  const isDisabled = button.matches(':disabled, [aria-disabled="true"]');
  const isFree = top !== null && button.contains(top);
  return { x, y, title, problem: isDisabled ? 'it is disabled' : isFree ? null : 'it is covered or out of sight' };
}

/** The page in front: others are being opened behind it, or are gone. */
async function isShown(page: Page): Promise<boolean> {
  if (page.isClosed() || !/^(?:http:\/\/127\.0\.0\.1:|kiosk:\/\/app\/)/.test(page.url())) return false;
  return page.evaluate(() => document.visibilityState === 'visible').catch(() => false);
}

export interface Looker {
  look(name: string, page: Page): Promise<void>;
  /** What was wrong with the screens looked at so far, as `screen: what`. */
  readonly findings: readonly string[];
  readonly seen: ReadonlySet<string>;
}

/** Looks at each screen: takes its picture as `<folder>/<name>.png`, runs axe on it and measures what can be touched. */
export function looksClosely(folder: string): Looker {
  const takePicture = takesPictures(folder);
  const findings: string[] = [];
  const seen = new Set<string>();
  return {
    findings,
    seen,
    look: async (name, page) => {
      await takePicture(name, page);
      if (seen.has(name)) return;
      const found = [...(await axeFindings(page)), ...(await targetFindings(page))];
      seen.add(name);
      findings.push(...found.map((finding) => `${name}: ${finding}`));
    },
  };
}

/** Takes the picture of each screen once the screen is still, as `<folder>/<name>.png`. */
function takesPictures(folder: string): (name: string, page: Page) => Promise<void> {
  const home = join(picturesFolder, folder);
  mkdirSync(home, { recursive: true });
  return async (name, page) => {
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    await page.screenshot({ path: join(home, `${name}.png`) });
  };
}
