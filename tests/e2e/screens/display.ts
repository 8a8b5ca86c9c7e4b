import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const portrait: Size = { width: 1080, height: 1920 };
export const landscape: Size = { width: 1920, height: 1080 };

/** A screen in memory with a window manager, as a kiosk has one. */
export interface Display {
  readonly name: string;
  close(): Promise<void>;
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

export async function openDisplay({ width, height }: Size): Promise<Display> {
  const screen = ['-screen', '0', `${width}x${height}x24`];
  const server = spawn('Xvfb', ['-displayfd', '3', ...screen, '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise<string>((resolve, reject) => {
    server.on('error', reject).on('exit', () => reject(new Error('Xvfb ended')));
    server.stdio[3]?.on('data', (text: Buffer) => resolve(String(text).trim()));
  });
  const name = `:${number}`;
  const manager = spawn('openbox', ['--sm-disable'], {
    env: { PATH: process.env.PATH, HOME: '/nonexistent', DISPLAY: name },
    stdio: 'ignore',
  });
  manager.on('error', () => undefined);
  await delay(300);
  return {
    name,
    close: async () => {
      manager.kill();
      server.kill();
      await ended(server);
    },
  };
}
