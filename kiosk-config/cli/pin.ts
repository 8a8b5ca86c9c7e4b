import { createInterface } from 'node:readline';
import { hashPin, isFitPin } from '../schema/pin.ts';

/** `kiosk-config pin`: reads an agent's PIN from standard input and prints the line for `desk.helpers[].pin`. */
export async function pinCommand(): Promise<number> {
  if (process.stdin.isTTY) process.stderr.write('PIN (6 to 10 digits): ');
  const lines = createInterface({ input: process.stdin });
  const { value } = await lines[Symbol.asyncIterator]().next();
  lines.close();
  const pin = typeof value === 'string' ? value.trim() : '';
  if (!isFitPin(pin)) {
    const message =
      'A PIN has 6 to 10 digits, at least four different ones, not in a row and not the same twice: give another.';
    process.stderr.write(`${JSON.stringify({ error: { code: 'bad-pin', message } })}\n`);
    return 2;
  }
  process.stdout.write(`${await hashPin(pin)}\n`);
  return 0;
}
