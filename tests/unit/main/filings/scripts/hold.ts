// Opens the data folder, says how that went, and holds it until its input ends.
import { tryOpen } from '../kiosk.ts';

const opened = tryOpen(process.argv[2] ?? '');
process.stdout.write(`${opened.ok ? 'open' : opened.fault.code}\n`);
if (!opened.ok) process.exit(0);
process.stdin.resume();
process.stdin.on('end', () => {
  opened.value.close();
  process.exit(0);
});
