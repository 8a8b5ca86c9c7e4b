import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../../../main/devices/printers/clock.ts';
import { findProgram } from '../../../../main/hosts/chromium/find-chromium.ts';
import { type KioskServer, type ServedCore, startServer } from '../../../../main/hosts/chromium/server.ts';
import { type KioskWindow, openWindow } from '../../../../main/hosts/chromium/window.ts';
import type { StaticFiles } from '../../../../main/hosts/static-files.ts';
import { must } from '../visits/a-visit.ts';

/** A screen in memory (Xvfb) of its own. */
export interface TestScreen {
  readonly display: string;
  close(): void;
}

export async function newScreen(): Promise<TestScreen> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1080x1920x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise<string>((resolve, reject) => {
    server.on('error', reject).on('exit', () => reject(new Error('Xvfb ended')));
    server.stdio[3]?.on('data', (text: Buffer) => resolve(String(text).trim()));
  });
  return { display: `:${number}`, close: () => void server.kill() };
}

/** A page that does nothing but connect to the core. */
const page: StaticFiles = new Map([
  ['/', { type: 'text/html', bytes: Buffer.from('<!doctype html><script src="/app.js"></script>') }],
  ['/app.js', { type: 'text/javascript', bytes: Buffer.from('new WebSocket("ws://" + location.host + "/kiosk")') }],
]);

export interface TestWindow {
  readonly server: KioskServer;
  readonly window: KioskWindow;
  readonly said: string[];
}

const nothing = () => null;
/** A core that answers nobody. */
export const noCore: ServedCore = { connect: () => undefined, admit: nothing, current: nothing };

export async function newWindow(
  display: string,
  core: Promise<ServedCore> = Promise.resolve(noCore),
  camera = false,
): Promise<TestWindow> {
  const program = findProgram(process.env.PATH ?? '');
  if (program === null) throw new Error('these tests need Chromium: install the Debian package chromium');
  const server = must(await startServer({ files: page, port: null, camera, core }));
  const said: string[] = [];
  const window = openWindow({
    program,
    env: { PATH: process.env.PATH, DISPLAY: display },
    isRoot: process.getuid?.() === 0,
    first: null,
    noSandbox: false,
    origin: server.origin,
    camera,
    newAddress: server.newAddress,
    pages: server.pages,
    timer: systemClock,
    say: (line) => said.push(line),
  });
  return { server, window, said };
}

export interface Running {
  readonly pid: number;
  readonly args: readonly string[];
  readonly uid: number;
  readonly seccomp: number;
  readonly userNamespace: string;
}

/** Chromium's processes that show on this display's profile folder, by what the kernel says of them. */
export function chromiums(owner: number): Running[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const args = readFileSync(`/proc/${name}/cmdline`, 'utf8').split(/[\0 ]/);
      if (!args.some((arg) => new RegExp(`^--user-data-dir=/dev/shm/recepisse-\\d+-${owner}-`).test(arg))) return [];
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      const field = (key: string): number => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
      const userNamespace = readlinkSync(`/proc/${name}/ns/user`);
      return [{ pid: Number(name), args, uid: field('Uid'), seccomp: field('Seccomp'), userNamespace }];
    } catch {
      return [];
    }
  });
}

export const browsers = (owner: number): Running[] =>
  chromiums(owner).filter(({ args }) => !args.some((arg) => arg.startsWith('--type=')));
/** Those of pages; the browser's own small windows apart. */
export const renderers = (owner: number): Running[] =>
  chromiums(owner).filter(({ args }) => args.includes('--type=renderer') && !args.includes('--top-chrome-webui'));

export async function until(what: () => boolean, ms = 30_000): Promise<void> {
  const end = performance.now() + ms;
  while (!what()) {
    if (performance.now() > end) throw new Error(`not within ${ms} ms: ${String(what)}`);
    await delay(50);
  }
}

export const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => child.once('exit', () => resolve()));
