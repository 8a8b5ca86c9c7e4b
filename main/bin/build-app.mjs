// `npm run build:app [-- FOLDER]`: the program as JavaScript in FOLDER (dist/app), with the data it reads, for Electron and for packages.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pinnedNode } from './pinned-node.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const target = resolve(process.argv[2] ?? join(root, 'dist/app'));
rmSync(target, { recursive: true, force: true });

const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
const node = pinnedNode() ?? process.execPath;
const built = spawnSync(node, [tsc, '-p', join(root, 'tsconfig.app.json'), '--outDir', target], { stdio: 'inherit' });
if (built.status !== 0) process.exit(built.status ?? 1);

// What is read beside the program, not compiled.
for (const data of ['demo', 'locales', 'catalog'])
  cpSync(join(root, 'kiosk-config', data), join(target, 'kiosk-config', data), { recursive: true });
// Its modules are ES modules wherever it is copied to.
mkdirSync(target, { recursive: true });
writeFileSync(join(target, 'package.json'), '{ "type": "module" }\n');
// For packages: beside dist/app stands what Electron looks for first.
if (target === join(root, 'dist/app')) cpSync(join(root, 'main/bin/door.mjs'), join(root, 'dist/electron/door.mjs'));
