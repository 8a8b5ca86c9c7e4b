// node main/devices/scanners/virtual/specimens/write.ts FOLDER [COUNT]: writes every invented paper, then COUNT numbered pages.
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPress } from '../press.ts';
import { demoPiles, type Sheet } from './sheets.ts';

const [folder, count = '0'] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('Say where: write.ts FOLDER [COUNT]\n');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const numbered = Array.from({ length: Number(count) }, (_, i): Sheet => ({ paper: i + 1, blemish: 'none' }));
const press = buildPress(tmpdir());
for (const sheet of [...demoPiles.flat(), ...numbered]) {
  const drawn = await press.draw({ sheet, dpi: 300, format: 'jpeg' });
  const name = sheet.blemish === 'none' ? `${sheet.paper}` : `${sheet.paper}-${sheet.blemish}`;
  if (drawn.ok) writeFileSync(join(folder, `${name}.jpg`), drawn.value);
  else process.stderr.write(`${name}: ${drawn.fault}\n`);
}
press.close();
