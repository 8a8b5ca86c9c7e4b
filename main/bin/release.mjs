// `npm run release`, on a machine with a network: fetches Electron, runs the kiosk in it, packages it, and says what to write down.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { pinnedNode } from './pinned-node.mjs';
import { compareFuses, packedFaults, releaseEnvironment } from './release-checks.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const node = pinnedNode() ?? process.execPath;
/** Pinned here and not in the lock file: 279 packages for one command that no test and no kiosk runs. */
const tools = { builder: 'electron-builder@26.17.0', fuses: '@electron/fuses@2.1.3' };
/** Every suite that is named has to be there; the escape suite is run where there is one, and said to be missing where there is none. */
const suites = ['tests/e2e/screens/in-electron.test.ts', ...process.argv.slice(2)];
const escapes = 'tests/escape';
const hasEscape = existsSync(join(root, escapes));
if (hasEscape && !suites.includes(escapes)) suites.push(escapes);
const env = releaseEnvironment(process.env);

function step(what, command, args, more = {}) {
  console.log(`\n== ${what}`);
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', env, ...more });
  if (done.status === 0) return done;
  return refuse(`« ${what} » failed.`);
}
function refuse(why) {
  console.error(`\nNot released: ${why}`);
  process.exit(1);
}
const read = (path) => readFileSync(join(root, path));

if (process.getuid?.() === 0) {
  refuse('as root Electron has no sandbox; release as a user of your own.');
}
for (const suite of suites) if (!existsSync(join(root, suite))) refuse(`there is no ${suite}.`);
const git = (...args) => spawnSync('git', args, { cwd: root, encoding: 'utf8' });
const dirty = git('status', '--porcelain');
if (dirty.status !== 0 || dirty.stdout !== '') refuse(`what is not committed would be in it:\n${dirty.stdout}`);
if (!hasEscape) console.error('\nTHE ESCAPE SUITE IS NOT RUN: there is none yet (tests/escape).\n');
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
  env: { ...env, RECEPISSE_NEEDS_ELECTRON: '1' },
});
const { numPassedTests, numTotalTests } = JSON.parse(readFileSync(report, 'utf8'));
if (numPassedTests === 0 || numPassedTests !== numTotalTests) {
  refuse(`${numPassedTests} of ${numTotalTests} tests passed.`);
}

const packages = join(root, 'dist/packages');
rmSync(packages, { recursive: true, force: true });
step('Package', 'npx', ['--yes', tools.builder, '--linux', '--publish', 'never']);
const unpacked = readdirSync(packages).find((name) => /^linux.*-unpacked$/.test(name));
const binary = join(packages, unpacked ?? '', 'recepisse');
const fuses = step('Read the fuses back', 'npx', ['--yes', tools.fuses, 'read', '--app', binary], {
  stdio: ['ignore', 'pipe', 'inherit'],
  encoding: 'utf8',
}).stdout;

const decided = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')).electronFuses;
const wrongFuses = compareFuses(fuses, decided);
if (wrongFuses.length > 0) refuse(`its fuses are not as decided: ${wrongFuses.join('; ')}.`);

console.log('\n== Start the packed kiosk');
const data = mkdtempSync(join(tmpdir(), 'recepisse-packed-'));
const own = ['--data', data, '--printer', `virtual:${data}/papers`, '--a4', `virtual:${data}/sheets`];
const wrong = await packedFaults(binary, own, { env });
rmSync(data, { recursive: true, force: true });
if (wrong.length > 0) refuse(`the packed kiosk: ${wrong.join('; ')}.`);

const { version } = JSON.parse(read('node_modules/electron/package.json'));
const files = readdirSync(packages).filter((name) => /\.(deb|AppImage)$/.test(name));
const sums = files.map(
  (name) =>
    `${createHash('sha256')
      .update(read(`dist/packages/${name}`))
      .digest('hex')}  ${name}`,
);
const commit = git('rev-parse', '--short', 'HEAD').stdout.trim();
console.log(`
== Write this down at the end of docs/release.md:

Ran in Electron ${version} on ${new Date().toISOString().slice(0, 10)}: passed, ${numPassedTests} tests.

- commit ${commit}, ${suites.join(', ')}; the packed kiosk was started
${hasEscape ? '' : '- THE ESCAPE SUITE WAS NOT RUN: there was none\n'}${sums.map((sum) => `- ${sum}`).join('\n')}

${fuses.trimEnd().replace(/^/gm, '    ')}
`);
