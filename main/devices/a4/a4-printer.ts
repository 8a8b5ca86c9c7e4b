import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Fault, fail, ok, type Result } from '../../../shared/result.ts';
import { noDevice } from '../no-device.ts';

/** A printer of A4 sheets. It takes a job or does not; what became of it on paper is not claimed (promise 3). */
export interface A4Printer {
  readonly name: string;
  readonly virtual: boolean;
  /** Hands one PDF over, `copies` times. */
  print(pdf: Uint8Array, copies: number): Promise<{ readonly handedOver: boolean }>;
}

/** Opens an A4 printer by its name: `virtual:[FOLDER]` alone for now. Without a folder its sheets are kept nowhere. `no-a4`: no such printer, or none named. */
export function openA4(spec: string): Result<A4Printer, Fault<'no-a4'>> {
  if (spec === noDevice) return fail({ code: 'no-a4', message: 'No A4 printer is named in the configuration.' });
  const [, folder] = /^virtual:(.*)$/s.exec(spec) ?? [];
  if (folder === undefined) {
    return fail({ code: 'no-a4', message: `This version prints A4 on the virtual printer alone, not on "${spec}".` });
  }
  const lay = async (pdf: Uint8Array): Promise<void> => {
    if (folder === '') return;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    // Papers of earlier visits lie there already: each visit has a printer object of its own, the tray is one.
    const laid = (await readdir(folder)).map((name) => Number(/^sheet-(\d+)\.pdf$/.exec(name)?.[1] ?? 0));
    const path = join(folder, `sheet-${String(Math.max(0, ...laid) + 1).padStart(4, '0')}.pdf`);
    await writeFile(`${path}.part`, pdf, { mode: 0o600 });
    // Under its final name a sheet is whole.
    await rename(`${path}.part`, path);
  };
  return ok({
    name: 'virtual A4 printer',
    virtual: true,
    print: async (pdf, copies) => {
      try {
        for (let copy = 0; copy < copies; copy++) await lay(pdf);
        return { handedOver: true };
      } catch {
        // A folder that cannot be written to is a printer that takes nothing.
        return { handedOver: false };
      }
    },
  });
}
