const usage = `kiosk-config validate FILE [--json]   is this bundle one that a kiosk accepts?
kiosk-config keygen …                 a desk's keys, a kiosk's certificate
kiosk-config pin                      reads an agent's PIN, prints what desk.helpers[].pin takes`;

/** Each command answers the exit code; loaded only when asked for, so that one that is broken cannot stop the others. */
const commands: Readonly<Record<string, () => Promise<(args: string[]) => Promise<number>>>> = {
  validate: async () => (await import('./validate.ts')).validate,
  keygen: async () => (await import('./keygen.ts')).keygen,
  pin: async () => (await import('./pin.ts')).pinCommand,
};

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === '--help' || name === '-h') {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    process.stderr.write(`${JSON.stringify({ error: { code: 'bad-usage', message: usage } })}\n`);
    return 2;
  }
  const run = await command();
  return run(args);
}

process.exitCode = await main(process.argv.slice(2));
