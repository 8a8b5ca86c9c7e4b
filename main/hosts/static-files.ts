import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';

export interface StaticFile {
  readonly type: string;
  readonly bytes: Buffer;
}

/** The built renderer by its addresses. They are read once: no request ever names a file. */
export type StaticFiles = ReadonlyMap<string, StaticFile>;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

/** Reads every file of the build whose kind is known (source maps are not); `no-renderer` when there is no index.html. */
export async function readStaticFiles(folder: string): Promise<Result<StaticFiles, Fault<'no-renderer'>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = new Map<string, StaticFile>();
  for (const entry of entries) {
    const type = types[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(`/${relative(folder, path).split(sep).join('/')}`, { type, bytes: await readFile(path) });
  }
  const index = files.get('/index.html');
  if (!index)
    return fail({
      code: 'no-renderer',
      message: 'The screens are not built: run « npm run build », then start again.',
    });
  files.set('/', index);
  return ok(files);
}
