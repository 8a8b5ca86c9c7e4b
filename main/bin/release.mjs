// `npm run release`, on a machine with a network: fetches Electron, runs the kiosk in it, packages it, and says what to write down.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pinnedNode } from './pinned-node.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const node = pinnedNode() ?? process.execPath;
/** Pinned here and not in the lock file: 279 packages for one command that no test and no kiosk runs. */
const tools = { builder: 'electron-builder@26.17.0', fuses: '@electron/fuses@2.1.3' };
const suites = ['tests/e2e/screens/in-electron.test.ts', 'tests/escape'].filter((path) => existsSync(join(root, path)));

function step(what, command, args, more = {}) {
  console.log(`\n== ${what}`);
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...more });
  if (done.status === 0) return done;
  console.error(`\nNot released: « ${what} » failed.`);
  process.exit(1);
}
const read = (path) => readFileSync(join(root, path));

if (process.getuid?.() === 0) {
  console.error('As root Electron has no sandbox: release as a user of your own.');
  process.exit(1);
}
step('Fetch Electron', node, ['node_modules/electron/install.js']);
step('Build', 'npm', ['run', '--silent', 'build:app']);

const report = join(root, '.cache/release.json');
mkdirSync(join(root, '.cache'), { recursive: true });
rmSync(report, { force: true });
const vitest = [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
];
step('Run the kiosk in Electron', node, [...vitest, ...suites], {
  env: { ...process.env, RECEPISSE_NEEDS_ELECTRON: '1' },
});
const { numPassedTests, numTotalTests } = JSON.parse(readFileSync(report, 'utf8'));
if (numPassedTests === 0 || numPassedTests !== numTotalTests) {
  console.error(`Not released: ${numPassedTests} of ${numTotalTests} tests passed.`);
  process.exit(1);
}

const packages = join(root, 'dist/packages');
rmSync(packages, { recursive: true, force: true });
step('Package', 'npx', ['--yes', tools.builder, '--linux', '--publish', 'never']);
const unpacked = readdirSync(packages).find((name) => /^linux.*-unpacked$/.test(name));
const fuses = step(
  'Read the fuses back',
  'npx',
  ['--yes', tools.fuses, 'read', '--app', join(packages, unpacked ?? '', 'recepisse')],
  {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  },
).stdout;

const { version } = JSON.parse(read('node_modules/electron/package.json'));
const files = readdirSync(packages).filter((name) => /\.(deb|AppImage)$/.test(name));
const sums = files.map(
  (name) =>
    `${createHash('sha256')
      .update(read(`dist/packages/${name}`))
      .digest('hex')}  ${name}`,
);
const commit = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).stdout.trim();
console.log(`
== Write this down at the end of docs/release.md:

Ran in Electron ${version} on ${new Date().toISOString().slice(0, 10)}: passed, ${numPassedTests} tests.

- commit ${commit}, ${suites.join(', ')}
${sums.map((sum) => `- ${sum}`).join('\n')}

${fuses.trimEnd().replace(/^/gm, '    ')}
`);
