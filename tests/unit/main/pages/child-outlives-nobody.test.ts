import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tmpfsFolder, writeIn } from './samples.ts';

const folder = tmpfsFolder();
const pages = (file: string) => fileURLToPath(new URL(`../../../../main/pages/${file}`, import.meta.url));

/** Processes whose command line names our folder, the visit itself left out. */
const children = (visit: number | undefined) =>
  readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && Number(pid) !== visit)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder);
      } catch {
        return false;
      }
    });

describe('a visit process is killed in the middle of its work', () => {
  it('its decoder, hung over a page, and its PDF renderer die with it (promise 5)', async () => {
    const hung = writeIn(folder, 'hung.ts', 'process.on("message", () => {}); process.on("disconnect", () => {});');
    const visit = writeIn(
      folder,
      'visit.ts',
      `const { buildImageWorker } = await import(${JSON.stringify(pages('image-worker.ts'))});
       const { runBounded } = await import(${JSON.stringify(pages('run-bounded.ts'))});
       const { defaultPageLimits } = await import(${JSON.stringify(pages('limits.ts'))});
       const worker = buildImageWorker({ limits: defaultPageLimits, entry: ${JSON.stringify(hung)} });
       const job = { timeoutMs: 60_000, memoryBytes: 1e9, outputBytes: 1e6, cwd: '/' };
       await Promise.all([
         worker.open('x'),
         runBounded({ ...job, command: 'tail', args: ['-f', ${JSON.stringify(hung)}] }),
       ]);`,
    );
    const parent = spawn(process.execPath, [visit], { stdio: 'ignore' });
    await expect.poll(() => children(parent.pid).length, { timeout: 10_000 }).toBe(2);
    parent.kill('SIGKILL');
    await expect.poll(() => children(parent.pid), { timeout: 3_000 }).toEqual([]);
  });
});
