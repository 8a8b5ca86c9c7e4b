import { toHex } from '../../shared/bytes.ts';
import { ok } from '../../shared/result.ts';
import { checkLedger } from '../filings/check.ts';
import { checkTree } from '../filings/check-tree.ts';
import { type Outcome, parseCommandLine } from './command.ts';
import { withKiosk } from './with-kiosk.ts';

/** `recepisse ledger [--check]`: size, root, checkpoint, and whether the tree holds; `--check` holds the whole store against it. Exit 1 when it does not. */
export async function ledgerCommand(args: readonly string[]): Promise<Outcome> {
  const parsed = parseCommandLine(args, { check: { type: 'boolean' }, bundle: { type: 'string' } }, 0);
  if (!parsed.ok) return parsed;
  return withKiosk({ data: parsed.value.text('data'), bundle: parsed.value.text('bundle') }, ({ core }) => {
    const read = core.store.read(() => ({ head: core.ledger.head(), checkpoint: core.ledger.checkpoint() }));
    if (!read.ok) return read;
    const { head, checkpoint } = read.value;
    // Always the tree and its checkpoints; with --check also everything the store claims to stand in it.
    const checked = parsed.value.flag('check')
      ? checkLedger(core)
      : core.store.read(() => ({ problems: checkTree(core.store, core.ledger.key, core.crypto) }));
    if (!checked.ok) return checked;
    const { problems } = checked.value;
    const consistent = problems.length === 0;
    const json = { size: head.size, root: toHex(head.root), checkpoint, consistent, problems };
    const verdict = [
      consistent ? 'consistent' : 'NOT CONSISTENT',
      ...problems.map((problem) => `  ${JSON.stringify(problem)}`),
    ];
    const text = [`size ${head.size}`, `root ${json.root}`, ...verdict].join('\n');
    return ok({ exit: consistent ? 0 : 1, json, text });
  });
}
