import type { WebContents } from 'electron';

/**
 * Ends a page's process at once. Electron's own `forcefullyCrashRenderer` is a mere request on Linux, which a process that hangs
 * does not hear.
 */
export function endRenderer(contents: Pick<WebContents, 'getOSProcessId'>): void {
  const pid = contents.getOSProcessId();
  // None, or none any more: signal 9 to 0 would be for the kiosk itself.
  if (pid <= 0) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended before.
  }
}
