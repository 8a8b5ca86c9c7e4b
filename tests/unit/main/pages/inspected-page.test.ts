import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { pageCommand } from '../../../../main/commands/page.ts';
import { inspect } from '../../../../main/pages/inspect.ts';
import { checkNames, concernsOf } from '../../../../shared/page-check.ts';
import { sample, tmpfsFolder } from './samples.ts';

const out = tmpfsFolder();

describe('a file is looked at page by page', () => {
  it('a good page that lies crooked comes out level, in the folder that was named', async () => {
    const inspected = await inspect(sample('unpaper-imgsrc001.png'), { out });
    if (!inspected.ok) throw new Error(inspected.fault.message);
    const [page] = inspected.value;
    expect(page).toMatchObject({ verdict: 'good', widthPx: 2480, heightPx: 3507, turn: 0 });
    expect(page?.skewBefore).toBeCloseTo(-3.9, 0);
    expect(Math.abs(page?.skewAfter ?? 9)).toBeLessThan(0.3);
    expect(page?.output).toBe(join(out, 'unpaper-imgsrc001-p1.jpg'));
    expect((await sharp(page?.output).metadata()).format).toBe('jpeg');
    expect(page?.checks.map(({ name }) => name)).toEqual(
      checkNames.filter((name) => page?.checks.some((check) => check.name === name)),
    );
  });

  it('a sheet that is in the file already is known again, whichever way up it lies', async () => {
    const inspected = await inspect(sample('ocrmypdf-cardinal.pdf'), { out });
    if (!inspected.ok) throw new Error(inspected.fault.message);
    expect(inspected.value.map(({ checks, turn }) => [concernsOf(checks), turn])).toEqual([
      [[], 0],
      [['turned', 'twice'], 270],
      [['turned', 'twice'], 180],
      [['turned', 'twice'], 90],
    ]);
    const shapes = await Promise.all(inspected.value.map(({ output }) => sharp(output).metadata()));
    expect(shapes.map(({ width, height }) => height > width)).toEqual([true, true, true, true]);
  });

  it('a file that does not decode whole is refused with a reason', async () => {
    expect(await inspect(sample('derived-truncated.tif'), { out })).toMatchObject({
      ok: false,
      fault: { code: 'truncated' },
    });
  });
});

describe('recepisse page', () => {
  it('answers 0 whatever the verdict, and makes a folder when none is named', async () => {
    const answered = await pageCommand([sample('s2p-empty.png'), '--json']);
    if (!answered.ok) throw new Error(answered.fault.message);
    expect(answered.value.exit).toBe(0);
    const { pages } = answered.value.json as { pages: readonly { verdict: string; output: string }[] };
    expect(pages.map(({ verdict }) => verdict)).toEqual(['bad']);
    expect(existsSync(pages[0]?.output ?? '')).toBe(true);
  });

  it('says so when the folder cannot be made', async () => {
    const file = sample('s2p-empty.png');
    expect(await pageCommand([file, '--out', join(file, 'pages')])).toMatchObject({
      ok: false,
      fault: { code: 'bad-out' },
    });
    expect(readFileSync(file).length).toBeGreaterThan(0);
  });
});
