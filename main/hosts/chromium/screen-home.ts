import { chmod, chown, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Fault, ok, type Result } from '../../../shared/result.ts';
import { visitFolder } from '../../pages/tmpfs.ts';
import { chromiumPreferences } from './chromium-arguments.ts';

/** `nobody` and `nogroup` of Debian: they own nothing, and Chromium then has its own sandbox around its pages. */
const nobody = { uid: 65_534, gid: 65_534 } as const;

export interface ScreenHome {
  /** Put before the browser's command: whom it runs as; and the kernel ends it with its parent. */
  readonly before: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly profile: string;
  readonly path: string;
  /** Removes everything the browser kept. */
  remove(): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** A new home in memory for one run of the browser, root's own kiosk giving it to `nobody`. Fault: `no-tmpfs`. */
export async function makeScreenHome(
  env: Environment,
  isRoot: boolean,
): Promise<Result<ScreenHome, Fault<'no-tmpfs'>>> {
  const folder = await visitFolder();
  if (!folder.ok) return folder;
  const path = join(folder.value.path, 'home');
  await mkdir(path, { mode: 0o700 });
  const config = join(path, 'config');
  await mkdir(join(config, 'chromium'), { recursive: true });
  // Where Chromium keeps dumps of crashed pages, what stood on them included: a file in the folder's place keeps none.
  await writeFile(join(config, 'chromium', 'Crash Reports'), '', { mode: 0o000 });
  const profile = join(path, 'profile');
  await mkdir(join(profile, 'Default'), { recursive: true, mode: 0o700 });
  await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(chromiumPreferences), { mode: 0o600 });
  const screen = await screenOf(env, path);
  if (isRoot) {
    // Passed through, never listed.
    await chmod(folder.value.path, 0o711);
    const key = screen.XAUTHORITY === undefined ? [] : [screen.XAUTHORITY];
    const own = [path, config, profile, join(profile, 'Default'), join(profile, 'Default', 'Preferences'), ...key];
    for (const owned of own) await chown(owned, nobody.uid, nobody.gid);
  }
  const asNobody = [`--reuid=${nobody.uid}`, `--regid=${nobody.gid}`, '--clear-groups'];
  return ok({
    before: ['setpriv', ...(isRoot ? asNobody : []), '--pdeathsig', 'KILL', '--', 'prlimit', '--core=0', '--'],
    env: {
      PATH: env.PATH ?? '/usr/bin:/bin',
      ...screen,
      HOME: path,
      TMPDIR: path,
      XDG_CONFIG_HOME: config,
      XDG_CACHE_HOME: join(path, 'cache'),
      // No bus: nothing of the desktop's is asked for or told.
      DBUS_SESSION_BUS_ADDRESS: 'disabled:',
    },
    path,
    profile,
    remove: () => folder.value.remove(),
  });
}

/** What leads to the screen; a copy of X's key, which its new user could not read where it lies. */
async function screenOf(env: Environment, path: string): Promise<NodeJS.ProcessEnv> {
  const { DISPLAY, WAYLAND_DISPLAY, XDG_RUNTIME_DIR, XAUTHORITY } = env;
  const copy = join(path, 'Xauthority');
  const isCopied =
    XAUTHORITY !== undefined &&
    (await copyFile(XAUTHORITY, copy).then(
      () => true,
      () => false,
    ));
  return {
    ...(DISPLAY === undefined ? {} : { DISPLAY }),
    ...(WAYLAND_DISPLAY === undefined ? {} : { WAYLAND_DISPLAY, XDG_RUNTIME_DIR }),
    ...(isCopied ? { XAUTHORITY: copy } : {}),
  };
}
