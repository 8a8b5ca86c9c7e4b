import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface SaneConfiguration {
  readonly env: NodeJS.ProcessEnv;
  remove(): Promise<void>;
}

/**
 * Writes a SANE configuration of our own and gives the environment to use it: the device's backend only (null: the system's), and no discovery on
 * the network, which takes seconds and fails as "Out of memory" where there is no D-Bus. Other backends' own files
 * still come from the system (a trailing colon in SANE_CONFIG_DIR means "then the default folders", sane-dll(5)).
 */
export async function saneConfiguration(device: string | null, tmpRoot: string): Promise<SaneConfiguration> {
  await mkdir(tmpRoot, { recursive: true });
  const folder = await mkdtemp(join(tmpRoot, 'sane-'));
  if (device !== null) await writeFile(join(folder, 'dll.conf'), `${device.split(':')[0]}\n`);
  await writeFile(join(folder, 'airscan.conf'), '[options]\ndiscovery = disable\n');
  const env = {
    PATH: process.env.PATH ?? '/usr/bin:/bin',
    LC_ALL: 'C',
    HOME: folder,
    TMPDIR: tmpRoot,
    SANE_CONFIG_DIR: `${folder}:`,
  };
  return { env, remove: () => rm(folder, { recursive: true, force: true }) };
}
