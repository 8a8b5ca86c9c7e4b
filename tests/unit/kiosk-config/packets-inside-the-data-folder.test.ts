import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { outsideFolder } from '../../../kiosk-config/schema/outside-folder.ts';

let root: string;
let data: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'recepisse-folder-')));
  data = join(root, 'data');
  mkdirSync(join(data, 'vault'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('a neighbour of the data folder is given whole, even before it exists', async () => {
  expect(await outsideFolder('{data}-guichet', data)).toEqual({ ok: true, value: join(root, 'data-guichet') });
  expect(await outsideFolder('{data}-guichet', `${data}/`)).toEqual({ ok: true, value: join(root, 'data-guichet') });
  expect(await outsideFolder(join(root, 'a', 'b'), data)).toEqual({ ok: true, value: join(root, 'a', 'b') });
});

test('the data folder, what is in it, and links into it are refused', async () => {
  symlinkSync(join(data, 'vault'), join(root, 'link'));
  symlinkSync(data, join(root, 'data-guichet'));
  for (const folder of [
    '{data}',
    '{data}/x',
    data,
    join(data, 'vault', 'x'),
    join(root, 'link'),
    join(root, 'link', 'new'),
    '{data}-guichet',
    '{data}-x/../data',
  ])
    expect(await outsideFolder(folder, data), folder).toMatchObject({
      ok: false,
      fault: { code: 'folder-inside-data' },
    });
});

test('a data folder reached through a link is still recognised', async () => {
  symlinkSync(data, join(root, 'way'));
  expect(await outsideFolder(join(data, 'out'), join(root, 'way'))).toMatchObject({ ok: false });
  expect(await outsideFolder('{data}-guichet', join(root, 'way'))).toEqual({
    ok: true,
    value: join(root, 'way-guichet'),
  });
});
