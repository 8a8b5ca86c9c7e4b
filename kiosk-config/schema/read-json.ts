import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { BundleFault } from './bundle.ts';

/** The catalogue of 47 procedures is 0.3 MB; thirty times that is a mistake or an attack, and parsing it would hold the start up. */
export const bundleFileLimits = { maxBytes: 8_000_000 } as const;

export function fault(code: BundleFault['code'], path: string, message: string): { ok: false; fault: BundleFault } {
  return fail({ code, message: `${path}: ${message}`, problems: [{ path, message }] });
}

function reason(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/** Reads a file of JSON that staff named; whatever it may be, it is read to its end or not at all. Loads nothing that checks it. */
export async function readJson(path: string): Promise<Result<unknown, BundleFault>> {
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
