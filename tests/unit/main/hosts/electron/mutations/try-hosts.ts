import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Trial {
  /** A host's folder. */
  readonly folder: string;
  readonly preload: string;
  /** A regular expression: which items are asked. */
  readonly among: string;
}

/** It is no host any more: the change is no mutation but a mistake in the table. */
export const unloaded = 'does not load';

/** Tries changed hosts one after the other in a process apart. */
export interface HostTrier {
  /** The first item that does not hold, null when all do. A host that hangs is broken too. */
  broken(trial: Trial): Promise<string | null>;
  close(): void;
}

/** A whole checklist takes half a second. */
const hangsAfterMs = 5_000;
const script = fileURLToPath(new URL('./tried.ts', import.meta.url));

export function openTrier(): HostTrier {
  let child: ChildProcess | null = null;
  const end = (): void => {
    child?.kill('SIGKILL');
    child = null;
  };
  return {
    broken: (trial) => {
      child ??= fork(script, [], { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
      const current = child;
      return new Promise((resolve) => {
        const settle = (broken: string | null): void => {
          clearTimeout(timer);
          current.off('message', answer).off('exit', gone);
          resolve(broken);
        };
        const answer = ({ broken }: { readonly broken: string | null }): void => settle(broken);
        const gone = (): void => {
          child = null;
          settle('it ends the process');
        };
        const timer = setTimeout(() => {
          current.off('exit', gone);
          end();
          settle('it hangs');
        }, hangsAfterMs);
        current.on('message', answer).on('exit', gone);
        current.send(trial);
      });
    },
    close: end,
  };
}
