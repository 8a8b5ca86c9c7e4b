import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail, ok, type Result } from '../../shared/result.ts';
import { type Bundle, type BundleFault, readBundle } from './bundle.ts';

/** The built-in bundle: an invented desk, so that a fresh clone runs and nobody can take it for a real one. */
export const demoBundlePath = fileURLToPath(new URL('../demo/bundle.json', import.meta.url));

/** The catalogue of 47 procedures is 0.3 MB; thirty times that is a mistake or an attack, and parsing it would hold the start up. */
export const bundleFileLimits = { maxBytes: 8_000_000 } as const;

function fault(code: BundleFault['code'], path: string, message: string): { ok: false; fault: BundleFault } {
  return fail({ code, message: `${path}: ${message}`, problems: [{ path, message }] });
}

function reason(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

async function readJson(path: string): Promise<Result<unknown, BundleFault>> {
  try {
    // Without O_NONBLOCK a named pipe would hold the start for ever.
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = await file.stat();
    if (!stat.isFile()) return fault('bundle-unreadable', path, 'is not a file');
    if (stat.size > bundleFileLimits.maxBytes)
      return fault('bundle-too-large', path, `has ${stat.size} bytes; at most ${bundleFileLimits.maxBytes} are read`);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.readFile());
    try {
      return ok(JSON.parse(text));
    } catch (error) {
      // The parser quotes the text around the mistake; only its place is repeated, a wrong file may hold a secret.
      const place = /\(line \d+ column \d+\)/.exec(error instanceof Error ? error.message : '')?.[0];
      return fault('bundle-not-json', path, `is not JSON${place ? ` ${place}` : ''}`);
    }
  } catch (error) {
    if (error instanceof TypeError) return fault('bundle-not-json', path, 'is not UTF-8 text');
    return fault('bundle-unreadable', path, `cannot be read (${reason(error)})`);
  }
}

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
