// Holds a visit folder with a page in it, says where, and waits to be killed.
import { writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { visitFolder } from '../../../main/pages/tmpfs.ts';

const folder = await visitFolder(process.argv[2]);
if (!folder.ok) throw new Error(folder.fault.message);
writeFileSync(join(folder.value.path, 'page.jpg'), 'page');
writeSync(1, `${folder.value.path}\n`);
setInterval(() => undefined, 60_000);
