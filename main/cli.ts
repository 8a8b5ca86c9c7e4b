import type { Command, Outcome } from './commands/command.ts';
import { finish, internalFault } from './commands/finish.ts';
import { keepCompiledCode } from './compile-cache.ts';
import { dumpNoMemory } from './no-memory-dump.ts';
import { wipedAtSignal } from './pages/wiped-at-signal.ts';

/** A command that holds a visitor's pages in memory. */
const wiped =
  (command: Command): Command =>
  (args) =>
    wipedAtSignal(() => command(args));

/** Commands by name; each is loaded only when it is asked for, so that `verify` stays light. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start.ts')).startCommand,
  file: async () => wiped((await import('./commands/file.ts')).fileCommand),
  pack: async () => wiped((await import('./commands/pack.ts')).packCommand),
  confirm: async () => (await import('./commands/observe.ts')).confirmCommand,
  acknowledge: async () => (await import('./commands/observe.ts')).acknowledgeCommand,
  withdraw: async () => (await import('./commands/observe.ts')).withdrawCommand,
  forget: async () => (await import('./commands/observe.ts')).forgetCommand,
  verify: async () => (await import('./commands/verify.ts')).verifyCommand,
  ledger: async () => (await import('./commands/ledger.ts')).ledgerCommand,
  audit: async () => (await import('./commands/audit.ts')).auditCommand,
  outbox: async () => (await import('./commands/outbox.ts')).outboxCommand,
  status: async () => (await import('./commands/status.ts')).statusCommand,
  page: async () => wiped((await import('./commands/page.ts')).pageCommand),
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand,
};

const usage = `recepisse <command> [--data DIR] [--json]
commands: ${Object.keys(commands).join(', ')}
see docs/commands.md`;

async function run(name: string | undefined, args: readonly string[]): Promise<Outcome> {
  const load = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load) return { ok: false, fault: { code: 'bad-usage', message: usage } };
  try {
    const command = await load();
    return await command(args);
  } catch (error) {
    // The one catch at the boundary: what comes here is a bug, and a bug is not an answer.
    return { ok: false, fault: internalFault(error) };
  }
}

// Whoever read the answer has gone (`| head`, a closed window): what was done is done, and the exit code says it.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

dumpNoMemory();
keepCompiledCode(process.env);
const [name, ...args] = process.argv.slice(2);
process.exitCode = finish(await run(name, args), args.includes('--json'));
