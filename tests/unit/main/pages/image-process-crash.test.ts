import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildImageWorker } from '../../../../main/pages/image-worker.ts';
import { defaultPageLimits } from '../../../../main/pages/limits.ts';
import { sample, tmpfsFolder, writeIn } from './samples.ts';

const folder = tmpfsFolder();
const flag = `${folder}/failed-once`;

/** A child that misbehaves the first time, then is the real one. */
const entry = (name: string, misbehave: string) =>
  writeIn(
    folder,
    `${name}.ts`,
    `import { existsSync, writeFileSync } from 'node:fs';
     const flag = ${JSON.stringify(`${flag}-${name}`)};
     if (existsSync(flag)) await import(${JSON.stringify(new URL('../../../../main/pages/image-process.ts', import.meta.url).href)});
     else { writeFileSync(flag, ''); ${misbehave} }`,
  );

const alive = () =>
  readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder);
      } catch {
        return false;
      }
    });

describe('the image process fails', () => {
  it.each([
    ['hangs', 'setInterval(() => {}, 1000); process.on("message", () => {});', 'timeout'],
    ['spins', 'process.on("message", () => { for (;;); });', 'timeout'],
    ['aborts', 'process.on("message", () => process.abort());', 'damaged'],
    ['exits', 'process.exit(0);', 'damaged'],
    [
      'eats memory',
      'process.on("message", () => { const all = []; for (;;) all.push(Buffer.alloc(50_000_000, 1)); });',
      'damaged',
    ],
  ])('it %s: a value, and the next file gets a new process', async (name, misbehave, code) => {
    const limits = { ...defaultPageLimits, imageTimeoutMs: 4_000, imageMemoryBytes: 1_000_000_000 };
    const worker = buildImageWorker({ limits, entry: entry(name.replace(' ', '-'), misbehave) });
    const first = await worker.open(sample('lept-form1.tif'));
    expect(first).toMatchObject({ ok: false, fault: { code } });
    await expect.poll(alive).toEqual([]);
    const second = await worker.open(sample('lept-form1.tif'));
    expect(second).toMatchObject({ ok: true, value: { mediaType: 'image/tiff', pages: 1 } });
    expect(await worker.measure(0)).toEqual({ ok: true, value: { widthPx: 390, heightPx: 516 } });
    worker.close();
  });
});
