// `node main/bin/run-tool.mjs vite build`: a development tool of node_modules, on the pinned Node. Used by npm's scripts.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runPinned } from './pinned-node.mjs';

const [tool = '', ...args] = process.argv.slice(2);
const require = createRequire(import.meta.url);

/** Absolute path of the tool's own entry, or null where it is not installed (`npm ci --omit=dev`). */
function entryOf(name) {
  try {
    const manifest = require.resolve(`${name}/package.json`);
    const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
    return join(dirname(manifest), typeof bin === 'string' ? bin : bin[name]);
  } catch {
    return null;
  }
}

const entry = entryOf(tool);
if (entry) runPinned(entry, args);
else console.error(`Récépissé: ${tool} is not installed, so "${tool} ${args.join(' ')}" was left out.`);
