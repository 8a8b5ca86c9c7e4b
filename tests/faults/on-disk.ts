import { dirname } from 'node:path';
import type { TracedCall } from './trace.ts';

/**
 * What a power cut could take after these calls, below one folder: files with bytes, and folders with names, that no
 * fsync of theirs followed. A removed name counts for nothing: if it came back, nothing would be lost.
 */
export function notOnDisk(calls: readonly TracedCall[], folder: string): readonly string[] {
  const dirty = new Set<string>();
  for (const { call, text, done } of calls) {
    if (!done) continue;
    const [, descriptor = ''] = /^\w+\(\d+<([^>]*)>/.exec(text) ?? [];
    const [path = '', target = ''] = [...text.matchAll(/"([^"]*)"/g)].map(([, name = '']) => name);
    // A log emptied after its checkpoint was synced: if its old content came back, it would only be replayed.
    const emptiesLog = call === 'ftruncate' && descriptor.endsWith('-wal') && /, 0\b/.test(text);
    if (call === 'write' || call === 'pwrite64' || (call === 'ftruncate' && !emptiesLog)) dirty.add(descriptor);
    if (call === 'fsync' || call === 'fdatasync') dirty.delete(descriptor);
    if (call === 'mkdir') dirty.add(dirname(path));
    if (call === 'link' || call === 'rename') {
      dirty.add(dirname(target));
      if (dirty.has(path)) dirty.add(target);
    }
    if (call === 'unlink' || call === 'rename') dirty.delete(path);
  }
  return [...dirty].filter((path) => path === folder || path.startsWith(`${folder}/`));
}
