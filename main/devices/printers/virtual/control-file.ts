import { readFile } from 'node:fs/promises';
import type { PrinterClock } from '../clock.ts';
import { type ConditionChange, controlFileSchema, type Trigger } from './conditions.ts';

/** A person's hand on the virtual printer: `echo '{"set":{"paper":"out"}}' > FOLDER/control.json` while a job runs. */
export const CONTROL_FILE = 'control.json';
const LOOK_EVERY_MS = 100;

/** Reads the control file again and again and reports each new content; a content that is no order is told and changes nothing. */
export function watchControlFile(
  path: string,
  clock: PrinterClock,
  order: (change: ConditionChange, trigger: Trigger) => void,
  problem: (message: string) => void,
): () => void {
  let seen = '';
  let stopped = false;
  let cancel = (): void => undefined;
  const look = async (): Promise<void> => {
    const content = await readFile(path, 'utf8').catch(() => '');
    if (stopped) return;
    if (content !== '' && content !== seen) {
      seen = content;
      const read = controlFileSchema.safeParse(parseJson(content));
      if (read.success) order(read.data.set, read.data.after ?? {});
      else problem(`${path}: ${read.error.issues.map((issue) => issue.message).join('; ')}`);
    }
    cancel = clock.alarm(LOOK_EVERY_MS, () => void look());
  };
  void look();
  return () => {
    stopped = true;
    cancel();
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
