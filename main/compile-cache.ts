import { lstatSync, mkdirSync } from 'node:fs';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { isAbsolute, join } from 'node:path';

/** After the first screens have come; a kiosk ends by its plug more often than by its exit, where Node would write it. */
const writeAfterMs = 20_000;

/**
 * Keeps what V8 made of the program's own files for the next start, in the user's own cache folder, readable by nobody else:
 * half the time to load. Node's default place, a name in /tmp that can be guessed, would let others give us code.
 * Where the folder cannot be made, it is done without. Nothing but the program itself is ever in it.
 */
export function keepCompiledCode(env: NodeJS.ProcessEnv): void {
  const { NODE_COMPILE_CACHE, XDG_CACHE_HOME, HOME } = env;
  if (NODE_COMPILE_CACHE !== undefined) return;
  const base = XDG_CACHE_HOME ?? (HOME === undefined ? '' : join(HOME, '.cache'));
  if (!isAbsolute(base)) return;
  const folder = join(base, 'recepisse', 'compiled');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // V8 believes what it reads: a folder that another may write to would give it his code.
    const { uid, mode } = lstatSync(folder);
    if (uid !== process.getuid?.() || (mode & 0o077) !== 0) return;
  } catch {
    return;
  }
  enableCompileCache(folder);
  // Children are handed it on (`compiledCode`).
  env.NODE_COMPILE_CACHE = folder;
  setTimeout(flushCompileCache, writeAfterMs).unref();
}

/** Of the environment, what lets a child load what an earlier one compiled: half the time and 20 MB less. */
export const compiledCode = ({ NODE_COMPILE_CACHE }: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };
