// `npm test`: installs the Debian packages the tests use when it may, then runs vitest on the pinned Node.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { pinnedNode } from '../main/bin/pinned-node.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const packages = readFileSync(new URL('./debian-packages.txt', import.meta.url), 'utf8')
  .split('\n')
  .map((line) => line.replace(/#.*/, '').trim())
  .filter(Boolean);

const isInstalled = (name) =>
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own format language
  spawnSync('dpkg-query', ['-W', '-f=${db:Status-Status}', name], { encoding: 'utf8' }).stdout === 'installed';
const missing = () => packages.filter((name) => !isInstalled(name));
const absent = missing();
if (absent.length > 0 && process.getuid?.() === 0) {
  const apt = (...args) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  console.log(`Installing what the tests use: ${absent.join(' ')}`);
  apt('update', '-qq');
  apt('install', '-y', '-qq', '--no-install-recommends', ...absent);
}
const still = missing();
if (still.length > 0)
  console.log(`MISSING, so some tests will fail: apt-get install --no-install-recommends ${still.join(' ')}`);

mkdirSync(`${root}.cache`, { recursive: true });
const report = `${root}.cache/vitest.json`;
rmSync(report, { force: true });
const node = pinnedNode() ?? process.execPath;
const run = spawnSync(
  node,
  [
    `${root}node_modules/vitest/vitest.mjs`,
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
);
try {
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
  // A test that passed at its second try is no secret: its names are said, so that somebody looks.
  const twice = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0),
  );
  for (const { fullName } of twice) console.log(`PASSED AT THE SECOND TRY: ${fullName}`);
  const failed = numFailedTests === 0 && run.status !== 0 ? Math.max(1, numFailedTestSuites) : numFailedTests;
  console.log(`${numPassedTests} passed, ${failed} failed${skipped}`);
} catch {
  console.log('0 passed, 1 failed');
}
process.exit(run.status ?? 1);
