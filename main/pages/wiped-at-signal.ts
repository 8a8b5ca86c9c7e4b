import { wipeOwnFolders } from './tmpfs.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Does work that holds pages in a visit folder of this process. Ctrl+C, a terminal that is closed or a shutdown take the folder
 * with them (promise 5), and then end the process as they would have. For commands: a visit's own process sees to itself.
 */
export async function wipedAtSignal<T>(work: () => Promise<T>): Promise<T> {
  const end = (signal: NodeJS.Signals): void => {
    stopListening();
    try {
      wipeOwnFolders();
    } finally {
      process.kill(process.pid, signal);
    }
  };
  const stopListening = (): void => {
    for (const signal of signals) process.off(signal, end);
  };
  for (const signal of signals) process.on(signal, end);
  try {
    return await work();
  } finally {
    stopListening();
  }
}
