import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkLedger } from '../../../../main/filings/check.ts';
import { firstLine, start } from './child.ts';
import { faultCode, must, newFolder, open, record, removeFolder, tryOpen } from './kiosk.ts';

describe('two processes want the same data folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = newFolder();
  });
  afterEach(() => removeFolder(folder));

  it('the second is told `busy`, in this process and in another, and takes nothing away', async () => {
    const core = open(folder);
    record(core);
    expect(faultCode(tryOpen(folder))).toBe('busy');
    expect(await firstLine(start('hold.ts', folder))).toBe('busy');
    record(core);
    expect(await firstLine(start('hold.ts', folder))).toBe('busy');
    expect(must(checkLedger(core))).toMatchObject({ consistent: true, head: { size: 2 } });
    core.close();
    open(folder).close();
  });

  it('the lock dies with the process that held it, however it ends', async () => {
    const holder = start('hold.ts', folder);
    expect(await firstLine(holder)).toBe('open');
    expect(faultCode(tryOpen(folder))).toBe('busy');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    open(folder).close();
  });

  it('of several first starts at once, one makes the folder and the others are `busy`', async () => {
    const data = join(folder, 'new');
    const children = Array.from({ length: 4 }, () => start('hold.ts', data));
    const said = await Promise.all(children.map(firstLine));
    expect(said.filter((line) => line === 'open')).toHaveLength(1);
    expect(said.filter((line) => line === 'busy')).toHaveLength(3);
    const ended = children.map((child) => (child.exitCode === null ? once(child, 'exit') : null));
    for (const child of children) child.stdin.end();
    await Promise.all(ended);
    const core = open(data);
    expect(must(checkLedger(core)).consistent).toBe(true);
    core.close();
  });
});
