import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { commandLine } from '../e2e/cli.ts';
import { a4, plainPdf } from '../unit/main/pages/plain-pdf.ts';
import { writeIn } from '../unit/main/pages/samples.ts';

const home = mkdtempSync(join(tmpdir(), 'recepisse-signal-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
// Long enough that a signal arrives in the middle of it.
const pdf = writeIn(home, 'many.pdf', plainPdf({ boxes: Array.from({ length: 400 }, () => a4) }));

const foldersOf = (pid: number): string[] =>
  readdirSync('/dev/shm').filter((name) => name.startsWith('recepisse-') && name.split('-')[2] === String(pid));
const holdsPages = (pid: number): boolean =>
  foldersOf(pid).some((name) => {
    try {
      return readdirSync(join('/dev/shm', name), { recursive: true, encoding: 'utf8' }).some(
        (inner) => statSync(join('/dev/shm', name, inner)).size > 0 && /\.(tif|pdf)$/.test(inner),
      );
    } catch {
      return false;
    }
  });

const commands = {
  page: ['page', pdf],
  file: ['file', '--procedure', 'msa-envoi-document', '--document', `document_demande=${pdf}`],
} as const;

describe.each(Object.entries(commands))('%s is stopped while pages lie in memory', (_, args) => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s: nothing of them is left, and it ends by it',
    async (signal) => {
      const [node = '', ...rest] = commandLine([...args, '--data', join(home, `data-${signal}`)]);
      const child = spawn(node, rest, { stdio: 'ignore', env: { PATH: process.env.PATH ?? '', HOME: home } });
      const ended = new Promise((resolve) => child.on('exit', (code, by) => resolve(by ?? code)));
      const pid = child.pid ?? 0;
      await expect.poll(() => holdsPages(pid), { timeout: 30_000, interval: 5 }).toBe(true);
      child.kill(signal);
      expect(await ended).toBe(signal);
      expect(foldersOf(pid)).toEqual([]);
    },
    60_000,
  );
});

describe('page after one that was killed', () => {
  it('removes what that one left', async () => {
    const [node = '', ...rest] = commandLine(commands.page);
    const killed = spawn(node, rest, { stdio: 'ignore' });
    const gone = new Promise((resolve) => killed.on('exit', resolve));
    const pid = killed.pid ?? 0;
    await expect.poll(() => holdsPages(pid), { timeout: 30_000, interval: 5 }).toBe(true);
    killed.kill('SIGKILL');
    await gone;
    expect(foldersOf(pid)).toHaveLength(1);
    const next = spawn(node, [...rest.slice(0, 1), 'page', join(import.meta.dirname, '../data/scans/lept-form1.tif')]);
    expect(await new Promise((resolve) => next.on('exit', resolve))).toBe(0);
    expect(foldersOf(pid)).toEqual([]);
  }, 60_000);
});
