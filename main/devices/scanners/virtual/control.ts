import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import { readSheet, type Sheet } from './specimens/sheets.ts';

const sheetName = z.string().transform((name, context): Sheet => {
  const sheet = readSheet(name);
  if (sheet !== null) return sheet;
  context.addIssue({
    code: 'custom',
    message: `"${name}" is no sheet: write a paper's name or a number, such as decision:dark`,
  });
  return z.NEVER;
});

const page = z.int().min(1);

/**
 * What happens on the virtual scanner, read again before every page, so that a file can be changed in mid-job.
 * `sheets`: the pile on the feeder (else the demonstration's piles in turn). `page` counts from 1 within one scan.
 */
export const controlSchema = z.strictObject({
  sheets: z.array(sheetName).optional(),
  delayMs: z.int().min(0).max(600_000).optional(),
  format: z.enum(['tiff', 'jpeg']).optional(),
  mishap: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({ kind: z.enum(['empty', 'busy', 'cover-open', 'unplugged']) }),
      z.strictObject({ kind: z.enum(['jam', 'pulled', 'cut', 'hang']), page }),
    ])
    .optional(),
});

export type VirtualControl = z.output<typeof controlSchema>;

/** Reads a control file; what is wrong in it is said in one sentence. */
export async function readControl(file: string): Promise<Result<VirtualControl, string>> {
  try {
    const parsed = controlSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return parsed.success ? ok(parsed.data) : fail(`${file}: ${z.prettifyError(parsed.error)}`);
  } catch (error) {
    return fail(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
