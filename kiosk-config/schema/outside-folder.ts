import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';

/** The real path of what does not exist yet: that of its nearest existing ancestor, with the rest behind it. */
async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await realPathOf(parent), basename(path));
  }
}

/**
 * The absolute folder that a channel writes to, links followed: never the data folder nor anything in it, so that what
 * leaves the vault cannot be mistaken for it.
 * @param folder the bundle's text; `{data}` at its front stands for the data folder
 */
export async function outsideFolder(
  folder: string,
  dataFolder: string,
): Promise<Result<string, Fault<'folder-inside-data'>>> {
  const data = await realPathOf(resolve(dataFolder));
  const wanted = folder.startsWith('{data}') ? `${resolve(dataFolder)}${folder.slice('{data}'.length)}` : folder;
  const target = await realPathOf(resolve(wanted));
  if (target === data || target.startsWith(data.endsWith(sep) ? data : data + sep))
    return fail({
      code: 'folder-inside-data',
      message: `channels.counter.folder: ${target} is inside the data folder ${data}; name a folder outside it`,
    });
  return ok(target);
}
