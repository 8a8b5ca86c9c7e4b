// `node tests/bench/screens.ts`: how fast the screens come and answer, as ratios to a blank Chromium window of the same run.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { chromiumArguments } from '../../main/hosts/chromium/chromium-arguments.ts';
import { findProgram } from '../../main/hosts/chromium/find-chromium.ts';
import { newPlace, type Place } from '../e2e/cli.ts';
import { type Display, openDisplay, portrait } from '../e2e/screens/display.ts';
import { goToName } from '../e2e/screens/filing-by-touch.ts';
import { giveHand } from '../e2e/screens/hand.ts';
import { startOnScreen } from '../e2e/screens/kiosk-on-screen.ts';

const rounds = 5;
const touches = 60;
const cpuSlowdown = 4;

const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * q))] ?? Number.NaN;

/** By the page's own clock, in milliseconds since 1970: no driver is at work while a window comes up. */
const quietMs = 3_000;
/** What is not painted has no moment: one letter. */
const blankPage = 'data:text/html,x';
const nowMs = (): number => performance.timeOrigin + performance.now();

/** Milliseconds from the command to the paint of a window with one letter: Chromium with our arguments and nothing to show. */
async function blankWindow(display: string): Promise<number> {
  const program = findProgram(process.env.PATH ?? '') ?? 'chromium';
  const profile = mkdtempSync('/dev/shm/recepisse-bench-');
  const args = chromiumArguments({ profile, platform: 'x11', noSandbox: true });
  const start = nowMs();
  const child = spawn(
    program,
    [...args.filter((arg) => arg !== 'about:blank' && !arg.endsWith('-pipe')), '--remote-debugging-port=0', blankPage],
    {
      env: { ...process.env, DISPLAY: display, HOME: profile },
      stdio: 'ignore',
    },
  );
  try {
    await delay(quietMs);
    const [port] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n');
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    const page = browser
      .contexts()[0]
      ?.pages()
      .find((open) => open.url() === blankPage);
    if (page === undefined) throw new Error('the blank window did not come up');
    const paintedMs = await page.evaluate(largestPaint);
    await browser.close();
    return paintedMs - start;
  } finally {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    await delay(200);
    rmSync(profile, { recursive: true, force: true });
  }
}

interface Kiosk {
  readonly firstScreenMs: number;
  readonly touchMs: readonly number[];
}

/** Milliseconds from `recepisse start` to the paint of the first screen; and from each touch to the paint that follows, on a slowed processor. */
async function kioskWindow(place: Place, display: Display, isMeasured: boolean): Promise<Kiosk> {
  const devices = { printer: 'virtual:', scanner: 'virtual:', a4: 'virtual:' };
  const start = nowMs();
  const kiosk = await startOnScreen({ place, display, ...devices, driverAfterMs: quietMs });
  try {
    const hand = await giveHand({ kiosk, language: 'fr' });
    const page = await hand.page();
    await page.locator('button.card').first().waitFor();
    const paintedMs = await page.evaluate(largestPaint);
    return { firstScreenMs: paintedMs - start, touchMs: isMeasured ? await touchToPaint(hand) : [] };
  } finally {
    await kiosk.stop();
  }
}

/** When the largest of what stands on the page was painted (Largest Contentful Paint, W3C): the screen is whole. */
function largestPaint(): Promise<number> {
  return new Promise((resolve) => {
    new PerformanceObserver((list) => {
      resolve(performance.timeOrigin + Math.max(...list.getEntries().map(({ startTime }) => startTime)));
    }).observe({ type: 'largest-contentful-paint', buffered: true });
  });
}

async function touchToPaint(hand: Awaited<ReturnType<typeof giveHand>>): Promise<readonly number[]> {
  await goToName(hand);
  const page = await hand.page();
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });
  // Event Timing (W3C): from the input to the next frame that shows what it did, in steps of 8 ms.
  await page.evaluate(() => {
    const kept: number[] = [];
    Reflect.set(globalThis, 'touchToPaint', kept);
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === 'pointerup') kept.push(duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  });
  for (let i = 0; i < touches; i++) await hand.tapWords(i % 2 === 0 ? 'a' : 'e', { anyCase: true });
  await delay(500);
  const kept = await page.evaluate(() => Reflect.get(globalThis, 'touchToPaint') as number[]);
  // What is faster than a frame is not listed.
  return [...kept, ...new Array<number>(Math.max(0, touches - kept.length)).fill(16)];
}

const assets = fileURLToPath(new URL('../../dist/renderer/assets', import.meta.url));
const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
const gzipBytes = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(join(assets, name))).length, 0);

const display = await openDisplay(portrait);
const [blank, ours]: [number[], number[]] = [[], []];
let touchMs: readonly number[] = [];
// As every morning: on a machine that ran it before, the data folder made. The very first start, which makes keys, comes before.
const place = newPlace('bench');
await kioskWindow(place, display, false);
for (let round = 0; round < rounds; round++) {
  blank.push(await blankWindow(display.name));
  const { firstScreenMs, touchMs: measured } = await kioskWindow(place, display, round === rounds - 1);
  ours.push(firstScreenMs);
  touchMs = measured;
}
await display.close();
place.remove();
const [blankMs, oursMs] = [quantile(blank, 0.5), quantile(ours, 0.5)];
const answer = {
  blankWindowMs: Math.round(blankMs),
  firstScreenMs: Math.round(oursMs),
  ratio: Number((oursMs / blankMs).toFixed(2)),
  touchToPaintP95Ms: quantile(touchMs, 0.95),
  cpuSlowdown,
  rendererGzipBytes: gzipBytes,
};
console.log(JSON.stringify(answer, null, 2));
