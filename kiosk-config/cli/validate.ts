import { parseArgs } from 'node:util';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { loadBundle } from '../schema/load-bundle.ts';

const usage = 'kiosk-config validate FILE [--json]';

interface Validated {
  readonly valid: true;
  readonly version: number;
  readonly demo: boolean;
  readonly desk: string;
  readonly kiosk: string;
  readonly catalogue: string;
  readonly procedures: number;
}

function fileOf(args: readonly string[]): Result<{ file: string; json: boolean }, Fault> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const [file, ...others] = positionals;
    if (file === undefined || others.length > 0) return fail({ code: 'bad-usage', message: usage });
    return ok({ file, json: values.json });
  } catch (error) {
    return fail({
      code: 'bad-usage',
      message: `${error instanceof Error ? error.message : 'unreadable arguments'}. ${usage}`,
    });
  }
}

/** Says whether a bundle would be accepted. Exit 0 with what it holds, 2 with `{"error":…}` on stderr, problems listed. */
export async function validate(args: readonly string[]): Promise<number> {
  const asked = fileOf(args);
  const loaded = asked.ok ? await loadBundle(asked.value.file) : asked;
  if (!asked.ok || !loaded.ok) {
    process.stderr.write(`${JSON.stringify({ error: loaded.ok ? null : loaded.fault })}\n`);
    return 2;
  }
  const { version, demo, desk, kiosk, catalogue } = loaded.value;
  const summary: Validated = {
    valid: true,
    version,
    demo,
    desk: desk.id,
    kiosk: kiosk.id,
    catalogue: catalogue.version,
    procedures: catalogue.procedures.length,
  };
  process.stdout.write(
    asked.value.json
      ? `${JSON.stringify(summary)}\n`
      : `valid: bundle ${version} of desk ${desk.id}, kiosk ${kiosk.id}, ${summary.procedures} procedures (catalogue ${catalogue.version})\n`,
  );
  return 0;
}
