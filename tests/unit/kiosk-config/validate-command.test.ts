import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { demoBundlePath } from '../../../kiosk-config/schema/load-bundle.ts';

const command = fileURLToPath(new URL('../../../kiosk-config/cli/kiosk-config.ts', import.meta.url));

interface Outcome {
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

const run = (...args: readonly string[]): Promise<Outcome> =>
  new Promise((resolve) =>
    execFile(process.execPath, [command, ...args], { timeout: 20_000 }, (error, stdout, stderr) =>
      resolve({ code: error ? (error.code ?? 'killed') : 0, stdout, stderr }),
    ),
  );

test('a good bundle: exit 0, one object on stdout, nothing on stderr', async () => {
  const { code, stdout, stderr } = await run('validate', demoBundlePath, '--json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(JSON.parse(stdout)).toEqual({
    valid: true,
    version: 1,
    demo: true,
    desk: 'demonstration',
    kiosk: 'demo-1',
    catalogue: '2026-11-23',
    procedures: 47,
  });
});

test.each([
  [
    'a catalogue for a bundle',
    ['validate', fileURLToPath(new URL('../../data/catalog-source.json', import.meta.url))],
    'bundle-invalid',
  ],
  ['no such file', ['validate', '/nonexistent/bundle.json', '--json'], 'bundle-unreadable'],
  ['no file', ['validate'], 'bad-usage'],
  ['an option that does not exist', ['validate', '--force', demoBundlePath], 'bad-usage'],
  ['a command that does not exist', ['toString'], 'bad-usage'],
  ['nothing at all', [], 'bad-usage'],
])('%s: exit 2, the error on stderr, nothing on stdout', async (_mishap, args, expected) => {
  const { code, stdout, stderr } = await run(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  const { error } = JSON.parse(stderr);
  expect(error.code).toBe(expected);
  expect(error.message).toMatch(/./);
});
