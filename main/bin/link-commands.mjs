// Run by `npm ci` (prepare): npm does not link a package's own commands, and `npx recepisse` must work after `npm ci` alone.
import { lstatSync, mkdirSync, readlinkSync, symlinkSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const commands = {
  recepisse: join(root, 'main/bin/recepisse.mjs'),
  'kiosk-config': join(root, 'main/bin/kiosk-config.mjs'),
};

/** Replaces only links of our own making: a file or a foreign link under that name stays as it is. */
function link(path, target) {
  try {
    const old = lstatSync(path, { throwIfNoEntry: false });
    if (old) {
      if (!old.isSymbolicLink() || !/main\/bin\/(recepisse|kiosk-config)\.mjs$/.test(readlinkSync(path))) return;
      unlinkSync(path);
    }
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(target, path);
  } catch {
    // A read-only place (a system prefix without rights) is not an error: the local link is the one that counts.
  }
}

if (process.platform !== 'win32') {
  const globalPrefix = process.env.npm_config_global_prefix;
  for (const [name, target] of Object.entries(commands)) {
    link(join(root, 'node_modules/.bin', name), target);
    if (globalPrefix) link(join(globalPrefix, 'bin', name), target);
  }
}
