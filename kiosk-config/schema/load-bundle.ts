import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, resolve, sep } from 'node:path';
import type { Result } from '../../shared/result.ts';
import { type Bundle, type BundleFault, readBundle } from './bundle.ts';
import { fault, readJson } from './read-json.ts';

export { demoBundlePath } from './demo-bundle-path.ts';
export { bundleFileLimits } from './read-json.ts';

/** A catalogue named by its file: beside the bundle or in a neighbouring folder, links followed, nowhere else. */
async function cataloguePath(bundlePath: string, reference: string): Promise<string | null> {
  if (isAbsolute(reference) || !reference.endsWith('.json')) return null;
  try {
    const tree = dirname(dirname(await realpath(bundlePath)));
    const target = await realpath(resolve(dirname(bundlePath), reference));
    return target.startsWith(tree.endsWith(sep) ? tree : tree + sep) ? target : null;
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads a bundle from disk and validates it whole. `catalogue.procedures` may be the list itself, or the relative path of
 * a JSON file beside the bundle or in a folder next to its own.
 */
export async function loadBundle(path: string): Promise<Result<Bundle, BundleFault>> {
  const bundlePath = resolve(path);
  const json = await readJson(bundlePath);
  if (!json.ok) return json;
  const bundle = json.value;
  if (!isRecord(bundle) || !isRecord(bundle.catalogue) || typeof bundle.catalogue.procedures !== 'string')
    return readBundle(bundle);
  const reference = bundle.catalogue.procedures;
  const target = await cataloguePath(bundlePath, reference);
  if (target === null) {
    const message =
      'names no JSON file beside the bundle or in a folder next to it; write for instance ../catalog/procedures.fr.json';
    return fault('bundle-invalid', 'catalogue.procedures', message);
  }
  const procedures = await readJson(target);
  if (!procedures.ok) return procedures;
  return readBundle({ ...bundle, catalogue: { ...bundle.catalogue, procedures: procedures.value } });
}
