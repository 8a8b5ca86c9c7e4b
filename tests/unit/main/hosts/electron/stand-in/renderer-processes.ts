/** Renderers of the stand-in: no processes, but numbers that Linux never gives to one, and `process.kill` finds them. */
const renderers = new Map<number, (signal: string | number) => void>();
/** Linux gives none above 4_194_304. */
let lastPid = 5_000_000;
let isWrapped = false;
/** Times that somebody would have ended its own group: itself, and its children. */
let ownKills = 0;
export const killsOfOwnGroup = (): number => ownKills;

/** A new renderer's number; `hear` is told each signal that it gets. */
export function startRenderer(hear: (signal: string | number) => void): number {
  if (!isWrapped) wrapKill();
  renderers.set(++lastPid, hear);
  return lastPid;
}

/** It ended: its number is nobody's. */
export const forgetRenderer = (pid: number): void => void renderers.delete(pid);

function wrapKill(): void {
  isWrapped = true;
  const kill = process.kill.bind(process);
  process.kill = (pid, signal) => {
    if (pid <= 0) {
      ownKills += 1;
      return true;
    }
    const hear = renderers.get(pid);
    if (!hear) return kill(pid, signal);
    hear(signal ?? 'SIGTERM');
    return true;
  };
}
