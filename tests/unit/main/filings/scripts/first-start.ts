// Opens a new data folder below `disk` and says the fault and what is left. `as nobody`: without root's rights; `read-only`: remounted so.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { tryOpen } from '../kiosk.ts';

const [, , disk = '', name = 'data', how = ''] = process.argv;
if (how === 'read-only' && spawnSync('mount', ['-o', 'remount,ro', disk]).status !== 0) throw new Error('remount');
if (how === 'nobody' && process.getuid?.() === 0) process.setuid?.(65_534);
const folder = join(disk, name);
const opened = tryOpen(folder);
process.stdout.write(`${JSON.stringify({ fault: opened.ok ? null : opened.fault.code, left: existsSync(folder) })}\n`);
if (opened.ok) opened.value.close();
