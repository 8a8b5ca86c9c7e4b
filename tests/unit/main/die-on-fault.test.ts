import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { tellFirstScreen } from '../../../main/start-in-electron.ts';

const root = resolve(import.meta.dirname, '../../..');
const place = mkdtempSync(join(tmpdir(), 'recepisse-die-'));
afterAll(() => rmSync(place, { recursive: true }));

const run = (script: string, ...words: readonly string[]): readonly [number | null, string] => {
  const { status, stderr } = spawnSync(process.execPath, [script, ...words], { encoding: 'utf8' });
  return [status, stderr];
};
const fails = (way: string) => run(join(import.meta.dirname, 'scripts/fail-in-electron.ts'), way);
const line = /^kiosk: a fault of the software itself at (?:fail-in-electron\.ts:\d+|an unknown place)\n$/;

describe('a fault that nobody caught ends Electron’s core', () => {
  it.each(['timer', 'port', 'rejection', 'words', 'twice', 'refused'])(
    '%s: with 2, and one line that says where and quotes nothing',
    (way) => {
      expect(fails(way)).toEqual([2, expect.stringMatching(line)]);
    },
  );

  it('by Electron’s own exit where there is one', () => {
    expect(fails('through')).toEqual([42, expect.stringMatching(line)]);
  });

  it('its listeners are the first that Electron’s entry imports', () => {
    const [first] = /^import .*$/m.exec(readFileSync(join(root, 'main/electron.ts'), 'utf8')) ?? [];
    expect(first).toBe("import './die-on-fault.ts';");
  });

  /** The door with a program beside it. */
  const door = (program: Readonly<Record<string, string>>): readonly [number | null, string] => {
    rmSync(join(place, 'dist'), { recursive: true, force: true });
    for (const folder of ['dist/electron', 'dist/app/main']) mkdirSync(join(place, folder), { recursive: true });
    cpSync(join(root, 'main/bin/door.mjs'), join(place, 'dist/electron/door.mjs'));
    writeFileSync(join(place, 'dist/app/package.json'), '{ "type": "module" }');
    for (const [name, text] of Object.entries(program)) writeFileSync(join(place, 'dist/app/main', name), text);
    return run(join(place, 'dist/electron/door.mjs'));
  };
  const listeners = `export * from '${pathToFileURL(join(root, 'main/die-on-fault.ts')).href}';`;

  it('a program that fails while the door opens it, and one that is not there', () => {
    const failing = { 'die-on-fault.js': listeners, 'electron.js': 'throw new Error("Aminata");' };
    expect(door(failing)).toEqual([2, 'kiosk: a fault of the software itself at electron.js:1\n']);
    expect(door({ 'die-on-fault.js': listeners, 'electron.js': 'console.error("runs");' })).toEqual([0, 'runs\n']);
    expect(door({})).toEqual([2, 'kiosk: its program cannot be opened\n']);
  });
});

describe('the first screen', () => {
  it('is told on a pipe and nowhere else', () => {
    const file = join(place, 'somebody’s');
    tellFirstScreen({ RECEPISSE_FIRST_SCREEN: '3' }, openSync(file, 'w'));
    expect(readFileSync(file, 'utf8')).toBe('');
    const script = `import { tellFirstScreen } from '${pathToFileURL(join(root, 'main/start-in-electron.ts')).href}'; tellFirstScreen(process.env);`;
    const told = (env: Readonly<Record<string, string>>): string =>
      String(
        spawnSync(process.execPath, ['--input-type=module', '-e', script], {
          env,
          stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
        }).output[3],
      );
    expect([told({ RECEPISSE_FIRST_SCREEN: '3' }), told({ RECEPISSE_FIRST_SCREEN: '1' }), told({})]).toEqual([
      'there',
      '',
      '',
    ]);
  });
});
