import { crc32 } from 'node:zlib';
import { type Fault, ok, type Result } from '../../shared/result.ts';
import type { DeliveredFile } from './channel.ts';

/** What one piece holds at most, so that no file is held twice by whoever passes it on. */
const pieceBytes = 1 << 20;
/** 2 January 1980, midnight, as MS-DOS writes it (APPNOTE 4.4.6): a packet's times tell nothing. */
const dosTime = 0x0022_0000;

/**
 * A zip (APPNOTE 6.3, version 2.0) of files as they are, in pieces, one file open at a time; the first fault is the last thing
 * yielded. Sizes stand before each file, as old readers want it: fflate streams only with sizes behind. Below 4 GB, 65,535 files.
 */
export function* storedZip(files: readonly DeliveredFile[]): Generator<Result<Uint8Array, Fault>, void, undefined> {
  const entries: Buffer[] = [];
  let at = 0;
  for (const { name, read } of files) {
    const file = read();
    if (!file.ok) return yield file;
    const bytes = file.value;
    const title = Buffer.from(name, 'utf8');
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt32LE(dosTime, 6);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(bytes.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([signature(0x0403_4b50), facts, title]);
    const offset = Buffer.alloc(14);
    offset.writeUInt32LE(at, 10);
    entries.push(Buffer.concat([signature(0x0201_4b50), Buffer.from([20, 0]), facts, offset, title]));
    yield ok(local);
    for (let from = 0; from < bytes.length; from += pieceBytes) yield ok(bytes.subarray(from, from + pieceBytes));
    at += local.length + bytes.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  yield ok(Buffer.concat([directory, signature(0x0605_4b50), end]));
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
