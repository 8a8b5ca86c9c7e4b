import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownerOfThis } from '../../main/pages/folder-owner.ts';
import { sweepVisitFolders, visitFolder } from '../../main/pages/tmpfs.ts';

const script = join(import.meta.dirname, 'scripts/hold-visit-folder.ts');

describe('what a killed process left in memory', () => {
  let root: string;
  const children: ChildProcess[] = [];
  beforeEach(() => {
    root = mkdtempSync('/dev/shm/faults-');
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(root, { recursive: true, force: true });
  });

  /** A process with a page in its visit folder. */
  async function holder(): Promise<{ readonly child: ChildProcess; readonly path: string }> {
    const child = spawn(process.execPath, [script, root], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    return { child, path: String(said).trim() };
  }

  /** This process's own owner, with one of its three parts replaced: namespace, pid, start. */
  const ownerBut = (part: 0 | 1 | 2, by: string): string =>
    ownerOfThis()
      .split('-')
      .map((own, index) => (index === part ? by : own))
      .join('-');

  function madeFor(owner: string): string {
    const path = join(root, `recepisse-${owner}-abcdef`);
    mkdirSync(path);
    writeFileSync(join(path, 'page.jpg'), 'page');
    return path;
  }

  it('goes at the next start; what a living one has stays', async () => {
    const [dead, living] = [await holder(), await holder()];
    const own = await visitFolder(root);
    dead.child.kill('SIGKILL');
    await once(dead.child, 'close');
    expect(readdirSync(dead.path)).toEqual(['page.jpg']);
    await sweepVisitFolders(root);
    expect(existsSync(dead.path)).toBe(false);
    expect(readdirSync(living.path)).toEqual(['page.jpg']);
    expect(own.ok && existsSync(own.value.path)).toBe(true);
  });

  it('goes too when its pid has come again', async () => {
    const path = madeFor(ownerBut(2, '1'));
    await sweepVisitFolders(root);
    expect(existsSync(path)).toBe(false);
  });

  it('stays when it is of another container, whose processes cannot be seen, or is nobody’s', async () => {
    const paths = [madeFor(ownerBut(0, '1')), madeFor('0')];
    await sweepVisitFolders(root);
    expect(paths.map((path) => existsSync(path))).toEqual([true, true]);
  });

  it('a link with such a name leads nowhere', async () => {
    const target = mkdtempSync(join(dirname(root), 'faults-'));
    writeFileSync(join(target, 'other.txt'), 'other');
    symlinkSync(target, join(root, `recepisse-${ownerBut(2, '1')}-abcdef`));
    await sweepVisitFolders(root);
    expect(readdirSync(target), basename(target)).toEqual(['other.txt']);
    rmSync(target, { recursive: true });
  });
});
