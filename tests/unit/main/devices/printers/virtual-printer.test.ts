import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test, vi } from 'vitest';
import { Mechanism } from '../../../../../main/devices/printers/virtual/mechanism.ts';
import {
  startVirtualPrinter,
  type VirtualPrinterOptions,
} from '../../../../../main/devices/printers/virtual/virtual-printer.ts';
import {
  FAST,
  openForTest,
  PAPER_58,
  PAPER_80,
  PAPER_80_H,
  plainJob,
  sleep,
} from '../../../../devices/printer-parts.ts';

async function switchOn(options: Partial<VirtualPrinterOptions> = {}) {
  const started = await startVirtualPrinter({ profile: PAPER_80, speedMmPerS: 10_000, ...options });
  if (!started.ok) throw new Error(started.fault.message);
  return started.value;
}

/** Sends raw bytes and gives what the printer says: all it says until `count` bytes and a moment more, or for 3 s. */
async function say(port: number, bytes: readonly number[], count: number): Promise<number[]> {
  const heard: number[] = [];
  const socket = connect(port, '127.0.0.1');
  socket.on('data', (data) => heard.push(...data));
  socket.write(Uint8Array.from(bytes));
  for (let waited = 0; waited < 3_000 && heard.length < count; waited += 10) await sleep(10);
  await sleep(80);
  socket.destroy();
  return heard;
}

test('it answers in real time while it is offline and its buffer is full', async () => {
  const printer = await switchOn({ bufferBytes: 64 });
  printer.control({ paper: 'out' });
  const text = new Array<number>(64).fill(0x41);
  expect(await say(printer.port, [...text, 0x10, 0x04, 2, 0x10, 0x04, 4], 2)).toEqual([0x32, 0x7e]);
  await printer.close();
});

test('GS r is answered in turn and not without paper; GS ( H when it is on paper', async () => {
  const printer = await switchOn({ speedMmPerS: 40 });
  const processId = [0x1d, 0x28, 0x48, 6, 0, 48, 48, 65, 66, 67, 68];
  const heard = await say(printer.port, [0x41, 0x0a, 0x0a, 0x0a, 0x0a, ...processId, 0x1d, 0x72, 1], 8);
  expect(heard, 'GS r overtakes the paper').toEqual([0x00, 0x37, 0x22, 65, 66, 67, 68, 0x00]);
  printer.control({ paper: 'out' });
  expect(await say(printer.port, [0x1d, 0x72, 1], 0)).toEqual([]);
  await printer.close();
});

test('reports come on change, to who asked for them, and ESC @ ends them', async () => {
  const printer = await switchOn();
  const openLater = () => setTimeout(() => printer.control({ cover: 'open' }), 150);
  openLater();
  expect(await say(printer.port, [0x1d, 0x61, 0x0e], 8)).toEqual([0x10, 0, 0, 0x0f, 0x38, 0, 0, 0x0f]);
  printer.control({ cover: 'closed' });
  expect(await say(printer.port, [0x1d, 0x61, 0x0e, 0x1b, 0x40], 4)).toEqual([0x10, 0, 0, 0x0f]);
  openLater();
  expect(await say(printer.port, [0x10, 0x04, 1], 2)).toEqual([0x12]);
  await printer.close();
});

test('a real-time command inside a picture is obeyed, and spoils the picture', async () => {
  const printer = await switchOn();
  const heard = await say(printer.port, [0x1d, 0x76, 0x30, 0, 1, 0, 4, 0, 0xff, 0x10, 0x04, 0x01, 0x0a, 0x0a, 0x0a], 1);
  await vi.waitFor(async () => expect(await printer.papers()).toHaveLength(1));
  expect(heard).toEqual([0x12]);
  const [paper] = await printer.papers();
  expect(paper?.text).toBe('[picture of 4 rows]');
  await printer.close();
});

test('a roll comes to its end by itself, in the middle of a receipt', async () => {
  const printer = await switchOn({ profile: PAPER_80_H, rollMm: 600 });
  const device = await openForTest(`tcp://127.0.0.1:${printer.port}?profile=generic-80-h`);
  expect(await device.print(plainJob(40))).toMatchObject({ result: 'printed', status: 'near-end' });
  expect(await device.print(plainJob(150))).toMatchObject({ result: 'not-printed', status: 'paper-out' });
  const papers = await printer.papers();
  expect(papers.map(({ complete }) => complete)).toEqual([true, false]);
  expect(papers[1]?.text).not.toContain('DERNIERE LIGNE');
  await printer.close();
});

test('papers are laid into the folder, for the owner alone, and the control file is obeyed in mid-job', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'virtual-'));
  const device = await openForTest(`virtual:${folder}?profile=generic-58`, { ...FAST, answerMs: 8_000 });
  expect(device.virtual).toBe(true);
  expect((await device.print(plainJob(30))).result).toBe('printed');
  const printing = device.print(plainJob(400));
  await sleep(150);
  await writeFile(join(folder, 'control.json'), '{"set":{"paper":"out"}}');
  expect(await printing).toMatchObject({ result: 'not-printed', status: 'paper-out' });
  await device.close();
  expect((await readdir(folder)).sort()).toEqual([
    'control.json',
    'paper-0001.png',
    'paper-0001.txt',
    'paper-0002-uncut.png',
    'paper-0002-uncut.txt',
  ]);
  expect((await stat(join(folder, 'paper-0001.png'))).mode & 0o777).toBe(0o600);
  expect(await readFile(join(folder, 'paper-0001.txt'), 'utf8')).toContain('DERNIERE LIGNE');
  expect(await readFile(join(folder, 'paper-0002-uncut.txt'), 'utf8')).not.toContain('DERNIERE LIGNE');
  const picture = await sharp(join(folder, 'paper-0001.png')).metadata();
  expect(picture.width).toBe(PAPER_58.dotsPerLine);
  await rm(folder, { recursive: true });
});

test('a control file that is no order changes nothing and is told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'virtual-'));
  const printer = await switchOn({ directory: folder });
  await writeFile(join(folder, 'control.json'), '{"set":{"papier":"out"}}');
  await vi.waitFor(() => expect(printer.controlProblem ?? '').toContain('control.json'), { timeout: 3_000 });
  expect(await say(printer.port, [0x10, 0x04, 4], 1)).toEqual([0x12]);
  await printer.close();
  await rm(folder, { recursive: true });
});

test('one host at a time: a second one is hung up on', async () => {
  const printer = await switchOn();
  const first = connect(printer.port, '127.0.0.1');
  await sleep(50);
  const second = connect(printer.port, '127.0.0.1');
  const hungUp = new Promise((resolve) => second.once('close', () => resolve('hung up')));
  second.resume();
  expect(await hungUp).toBe('hung up');
  first.destroy();
  await printer.close();
});

test('bold, double size, alignment and pictures are drawn where they belong', async () => {
  const printer = await switchOn();
  const print = [0x1b, 0x61, 1, 0x1d, 0x21, 0x11, 0x49, 0x0a, 0x1d, 0x21, 0, 0x1b, 0x61, 2, 0x49, 0x0a];
  await say(printer.port, [...print, 0x1b, 0x61, 0, 0x1d, 0x76, 0x30, 0, 1, 0, 1, 0, 0x81, 0x1d, 0x56, 1], 0);
  await vi.waitFor(async () => expect((await printer.papers())[0]?.complete).toBe(true), { timeout: 3_000 });
  const [paper] = await printer.papers();
  const { data, info } = await sharp(paper?.png).greyscale().raw().toBuffer({ resolveWithObject: true });
  const columns = (from: number, to: number) =>
    Array.from({ length: info.width }, (_, x) => x).filter((x) =>
      Array.from({ length: to - from }, (_, y) => data[(from + y) * info.width + x]).includes(0),
    );
  const big = columns(0, 58);
  expect(Math.min(...big)).toBeGreaterThanOrEqual(276);
  expect(Math.max(...big)).toBeLessThan(300);
  expect(Math.min(...columns(58, info.height - 1))).toBeGreaterThanOrEqual(564);
  expect(columns(info.height - 1, info.height)).toEqual([0, 7]);
  await printer.close();
});

test('a printer that stands still prints nothing more, however late its clock ticks', () => {
  const settings = { ...PAPER_80_H, bufferBytes: 65_536, bytesPerS: 1_000_000, speedMmPerS: 1_000, rollMm: null };
  const said: number[] = [];
  const printer = new Mechanism(
    settings,
    (bytes) => said.push(...bytes),
    () => undefined,
  );
  printer.tick(10);
  printer.order({ pace: 0 }, { mm: 30 });
  printer.receive(plainJob(40));
  printer.receive(Uint8Array.of(0x1d, 0x28, 0x48, 6, 0, 48, 48, 65, 66, 67, 68));
  // A busy machine: two seconds' work is due at once.
  printer.tick(2_000);
  printer.tick(2_000);
  expect(printer.papers).toHaveLength(0);
  expect(said).toEqual([]);
  expect((printer.printedDots * 25.4) / settings.dotsPerInch).toBeLessThan(40);
});
