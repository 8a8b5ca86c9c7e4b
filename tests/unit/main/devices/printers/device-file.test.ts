import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPrinter } from '../../../../../main/devices/printers/open-printer.ts';
import {
  startVirtualPrinter,
  type VirtualPrinter,
} from '../../../../../main/devices/printers/virtual/virtual-printer.ts';
import { FAST, openForTest, PAPER_80_H, PROFILES, plainJob, sleep } from '../../../../devices/printer-parts.ts';

const BRIDGE = fileURLToPath(new URL('../../../../devices/pty-printer.py', import.meta.url));
let folder = '';
let bridge: ChildProcess | null = null;
let virtual: VirtualPrinter | null = null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'printer-'));
});
afterEach(async () => {
  bridge?.stdin?.end();
  bridge?.kill();
  await virtual?.close();
  await rm(folder, { recursive: true });
});

/** A virtual printer behind a real character device. */
async function characterDevice(options: { bytesPerS?: number; bufferBytes?: number } = {}): Promise<string> {
  const started = await startVirtualPrinter({ profile: PAPER_80_H, speedMmPerS: 10_000, ...options });
  if (!started.ok) throw new Error(started.fault.message);
  virtual = started.value;
  const child = spawn('python3', [BRIDGE, String(virtual.port)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: 30_000,
  });
  bridge = child;
  return await new Promise((resolve) => child.stdout.once('data', (path: Buffer) => resolve(path.toString().trim())));
}

test('a character device: status, a whole job under back-pressure, the printer’s word, twice', async () => {
  const device = await characterDevice({ bytesPerS: 40_000, bufferBytes: 2_048 });
  const printer = await openForTest(`file:${device}?profile=generic-80-h`, {
    ...FAST,
    chunkBytes: 16_384,
    answerMs: 5_000,
  });
  expect(await printer.status()).toBe('ready');
  const job = plainJob(300);
  for (const _ of [1, 2]) {
    expect(await printer.print(job)).toEqual({ result: 'printed', status: 'ready', bytesSent: job.length });
  }
  const papers = (await virtual?.papers()) ?? [];
  expect(papers.map(({ complete }) => complete)).toEqual([true, true]);
  for (const paper of papers) expect(paper.text.match(/\d{5} ligne/g)).toHaveLength(300);
});

test('a character device whose printer runs out of paper in the middle: not printed, and nothing comes out later', async () => {
  const device = await characterDevice({ bytesPerS: 40_000, bufferBytes: 2_048 });
  const printer = await openForTest(`file:${device}?profile=generic-80-h`);
  virtual?.control({ paper: 'out' }, { bytes: 4_000 });
  expect(await printer.print(plainJob(300))).toMatchObject({ result: 'not-printed', status: 'paper-out' });
  virtual?.control({ paper: 'present' });
  const before = (await virtual?.papers())?.[0]?.text;
  await sleep(200);
  expect((await virtual?.papers())?.[0]?.text).toBe(before);
});

test('a printer unplugged from its device file in mid-job: unknown', async () => {
  const device = await characterDevice({ bytesPerS: 20_000, bufferBytes: 2_048 });
  const printer = await openForTest(`file:${device}?profile=generic-80-h`);
  const printing = printer.print(plainJob(300));
  await sleep(250);
  bridge?.kill('SIGKILL');
  expect((await printing).result).toBe('unknown');
  expect(await printer.status()).toBe('disconnected');
});

test('a pipe takes the bytes, and is no evidence of paper', async () => {
  const path = join(folder, 'pipe');
  spawnSync('mkfifo', [path]);
  const reader = spawn('cat', [path], { stdio: ['ignore', 'pipe', 'inherit'], timeout: 30_000 });
  const read: Buffer[] = [];
  reader.stdout.on('data', (part: Buffer) => read.push(part));
  const gone = new Promise((resolve) => reader.on('close', resolve));
  // Keeps the pipe open between status and job, as a driver would.
  const held = await open(path, 'w');
  const printer = await openForTest(`file:${path}`);
  expect(await printer.status()).toBe('unknown');
  const job = plainJob(5);
  expect(await printer.print(job)).toEqual({ result: 'unknown', status: 'unknown', bytesSent: job.length });
  await held.close();
  await gone;
  expect(Buffer.concat(read)).toEqual(Buffer.from(job));
});

test('a file or a folder is no printer: a receipt would be kept there, for anybody to read', async () => {
  const path = join(folder, 'notes.txt');
  await writeFile(path, 'notes');
  for (const place of [path, folder]) {
    const opened = await openPrinter(`file:${place}`, { profiles: PROFILES });
    expect(opened.ok ? 'opened' : opened.fault.code).toBe('bad-printer');
  }
  // It may also come to stand there later: then nothing is sent.
  const late = join(folder, 'lp0');
  const printer = await openForTest(`file:${late}`);
  await writeFile(late, '');
  expect(await printer.print(plainJob(5))).toEqual({ result: 'not-printed', status: 'disconnected', bytesSent: 0 });
  expect([await readFile(path, 'utf8'), await readFile(late, 'utf8')]).toEqual(['notes', '']);
});

test('a device file that is not there is disconnected, and is never created', async () => {
  const path = join(folder, 'lp0');
  const printer = await openForTest(`file:${path}`);
  expect(await printer.status()).toBe('disconnected');
  expect(await printer.print(plainJob(5))).toEqual({ result: 'not-printed', status: 'disconnected', bytesSent: 0 });
  await expect(readFile(path)).rejects.toThrow('ENOENT');
});

test('a character device that is no printer says nothing: not printed, nothing sent', async () => {
  const printer = await openForTest('file:/dev/null');
  expect(await printer.print(plainJob(5))).toEqual({ result: 'not-printed', status: 'unknown', bytesSent: 0 });
});
