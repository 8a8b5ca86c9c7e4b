import { isTmpfs } from '../../pages/tmpfs.ts';
import { counted, type Feeding, type UncountedPages } from './counted.ts';
import { scanFailed } from './scan-fault.ts';
import type { Scanner, ScanRequest } from './scanner.ts';

export interface SoleScan extends Pick<Scanner, 'scan'> {
  isScanning(): boolean;
}

/** A device takes one scan at a time, a second one is told `busy`; and pages go into memory alone (promise 5). */
export function soleScan(take: (request: ScanRequest, feeding: Feeding) => UncountedPages): SoleScan {
  let scanning = false;
  return {
    isScanning: () => scanning,
    scan: (request) =>
      counted(async function* (feeding) {
        if (scanning) return yield scanFailed('busy');
        scanning = true;
        try {
          if (!(await isTmpfs(request.folder))) return yield scanFailed('no-tmpfs', request.folder);
          yield* take(request, feeding);
        } finally {
          scanning = false;
        }
      }),
  };
}
