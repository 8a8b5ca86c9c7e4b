// Files the same papers twice in one process, saying each answer the moment it has it, as `recepisse file --json` does.
import { writeSync } from 'node:fs';
import { fileCommand } from '../../../main/commands/file.ts';

for (let count = 0; count < 2; count += 1) {
  const filed = await fileCommand(process.argv.slice(2));
  if (!filed.ok) throw new Error(filed.fault.message);
  writeSync(1, `${JSON.stringify(filed.value.json)}\n`);
}
