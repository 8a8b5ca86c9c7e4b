// What `npm run release` asks of a kiosk in Electron, from the sources and packed; kept apart so that tests may ask the same of a stand-in.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Fuses that the pinned packager cannot set: they stay as Electron ships them. */
const unset = { WasmTrapHandlers: 'Enabled' };
const upper = (name) => name[0].toUpperCase() + name.slice(1);

/** The environment without what would take another Electron's place, or make one of it that runs scripts. */
export function releaseEnvironment(env) {
  const { ELECTRON_OVERRIDE_DIST_PATH: _dist, ELECTRON_RUN_AS_NODE: _node, NODE_OPTIONS: _options, ...rest } = env;
  return rest;
}

/** What is wrong with the fuses that were read back (`electron-fuses read`), as sentences; `wanted`: electron-builder.yml's. */
export function compareFuses(printed, wanted) {
  const plain = printed.replaceAll(/\u001b\[[\d;]*m/g, '');
  const read = Object.fromEntries(
    [...plain.matchAll(/^ *(\w+) is (\w+)\s*$/gm)].map(([, name, state]) => [name, state]),
  );
  const expected = { ...unset };
  for (const [name, isOn] of Object.entries(wanted)) expected[upper(name)] = isOn ? 'Enabled' : 'Disabled';
  const wrong = Object.entries(expected)
    .filter(([name, state]) => read[name] !== state)
    .map(([name, state]) => `${name} is ${read[name] ?? 'not there'}, not ${state}`);
  const unknown = Object.keys(read).filter((name) => !(name in expected));
  return [...wrong, ...unknown.map((name) => `${name} is a fuse that nobody decided on`)];
}

/** What runs below a process: its command line, and how its system calls are filtered (2: by a sandbox). */
export function processesBelow(pid) {
  const parents = new Map();
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one)))
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0').filter(Boolean);
      const of = (field) => Number(new RegExp(`^${field}:\\s*(\\d+)`, 'm').exec(status)?.[1]);
      parents.set(Number(name), { pid: Number(name), parent: of('PPid'), seccomp: of('Seccomp'), words });
    } catch {
      // It ended while we looked.
    }
  const isBelow = (one) => one !== undefined && (one.parent === pid || isBelow(parents.get(one.parent)));
  return [...parents.values()].filter((one) => one.pid === pid || isBelow(one));
}

/** What is wrong with the sandboxes of a kiosk that shows its screen, as sentences. */
export function sandboxFaults(pid) {
  const all = processesBelow(pid);
  // Chromium writes a renderer's whole command line into its first word.
  const isOf = (one, word) => one.words.some((text) => text.split(' ').includes(word));
  const renderers = all.filter((one) => isOf(one, '--type=renderer'));
  return [
    ...(renderers.length === 0 ? ['no renderer runs'] : []),
    ...renderers
      .filter(({ seccomp }) => seccomp !== 2)
      .map(({ seccomp }) => `a renderer has Seccomp ${seccomp}, not 2`),
    ...all.filter((one) => isOf(one, '--no-sandbox')).map(() => 'a process runs with --no-sandbox'),
  ];
}

/** Runs a packed binary until its first screen, or its end; then, if `look` is given, looks and asks it to end. */
export function runPacked(binary, args, { env, withinMs, look }) {
  const child = spawn(binary, args, {
    env: { ...releaseEnvironment(env), RECEPISSE_FIRST_SCREEN: '3', ...(env.AS_NODE && { ELECTRON_RUN_AS_NODE: '1' }) },
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  });
  return new Promise((resolve) => {
    let isShown = false;
    let faults = [];
    const late = setTimeout(() => child.kill('SIGKILL'), withinMs);
    child.stdio[3]
      .on('error', () => undefined)
      .once('data', () => {
        isShown = true;
        faults = look?.(child.pid) ?? [];
        child.kill('SIGTERM');
      });
    const end = (exit) => {
      clearTimeout(late);
      resolve({ exit, isShown, faults });
    };
    child.once('error', () => end(null));
    child.once('exit', end);
  });
}

/** What is wrong with a packed kiosk, as sentences: `own` are its words, among them a data folder of its own. */
export async function packedFaults(binary, own, { env, withinMs = 60_000, look = sandboxFaults }) {
  const words = ['--', ...own];
  const run = (args, more = {}) => runPacked(binary, args, { env: { ...env, ...more }, withinMs });
  const shown = await runPacked(binary, words, { env, withinMs, look });
  const refused = [];
  for (const word of ['--remote-debugging-port=9222', '--no-sandbox', '--no-such-switch']) {
    const { exit, isShown } = await run([word, ...words]);
    if (exit !== 2 || isShown) refused.push(`with ${word} it ends with ${exit}, not 2`);
  }
  // As Node this would end with 42.
  const asNode = await run(['-e', 'process.exit(42)', ...words], { AS_NODE: '1' });
  return [
    ...(shown.isShown ? shown.faults : ['no first screen came']),
    ...(shown.exit === 0 ? [] : [`asked to end, it ends with ${shown.exit}, not 0`]),
    ...refused,
    ...(asNode.exit === 2 ? [] : [`ELECTRON_RUN_AS_NODE: it ends with ${asNode.exit}, not 2`]),
  ];
}
