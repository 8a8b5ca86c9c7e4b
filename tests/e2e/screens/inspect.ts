import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** Pixels of a 24-inch screen of 1080 × 1920: the smallest dots that a kiosk's screen has. */
const dotsPerMm = Math.hypot(1080, 1920) / (24 * 25.4);
/** EN 301 549 and ADA 2010, 407: nothing to touch is smaller. */
export const smallestTargetPx = 12.7 * dotsPerMm;
/** Between two of them there is at least so much that belongs to neither. */
export const smallestGapPx = 2.54 * dotsPerMm;

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

/** What axe finds on this screen (WCAG 2.2 A and AA, best practices): rule and element. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run: () => Promise<AxeResult> } };
    return axe.run();
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** Buttons that are too small, too near to another, cut off, or whose words do not fit. */
export async function targetFindings(page: Page): Promise<string[]> {
  const limits = { smallest: smallestTargetPx, gap: smallestGapPx };
  return page.evaluate(({ smallest, gap }) => {
    const cover = document.querySelector('[role=dialog], [role=alertdialog]');
    const buttons = [...(cover ?? document).querySelectorAll('button')].filter((button) => button.checkVisibility());
    const boxes = buttons.map((button) => ({
      words: button.textContent ?? '',
      box: button.getBoundingClientRect(),
      button,
    }));
    const found: string[] = [];
    for (const { words, box, button } of boxes) {
      if (box.width < smallest || box.height < smallest)
        found.push(`« ${words} » is ${Math.round(box.width)} × ${Math.round(box.height)} px`);
      const scrolls = button.closest('.scroll-area, .cover-box') !== null;
      if (!scrolls && (box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight))
        found.push(`« ${words} » leaves the screen`);
      if (button.scrollWidth > button.clientWidth + 1) found.push(`the words of « ${words} » do not fit`);
    }
    // What is scrolled out of sight cannot be touched: only what shows of a button can be too near.
    const seen = boxes.flatMap(({ words, box, button }) => {
      const view = button.closest('.scroll-area')?.getBoundingClientRect();
      const [top, bottom] = view
        ? [Math.max(box.top, view.top), Math.min(box.bottom, view.bottom)]
        : [box.top, box.bottom];
      return bottom > top ? [{ words, box: { left: box.left, right: box.right, top, bottom } }] : [];
    });
    for (const [i, one] of seen.entries())
      for (const other of seen.slice(i + 1)) {
        const across = Math.max(one.box.left - other.box.right, other.box.left - one.box.right);
        const down = Math.max(one.box.top - other.box.bottom, other.box.top - one.box.bottom);
        const apart = Math.max(across, down);
        if (apart < gap) found.push(`« ${one.words} » and « ${other.words} » are ${apart.toFixed(1)} px apart`);
      }
    return found;
  }, limits);
}
