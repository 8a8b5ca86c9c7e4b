import { fail } from '../../../../shared/result.ts';
import { scanFault } from '../scan-fault.ts';
import type { ScannedPages, Scanner, ScannerStatus, ScanRequest } from '../scanner.ts';
import { buildEsclClient } from './client.ts';
import { buildEsclScanner, type EsclParts } from './escl-scanner.ts';
import { type EsclService, findEsclServices, type MdnsPlace, plainId } from './find-escl.ts';

export interface NamedEsclParts extends Omit<EsclParts, 'url' | 'identity'> {
  /** UUID or serial number. */
  readonly id: string;
  readonly place?: MdnsPlace | undefined;
}

/** A scanner answers within a second; asking again is cheap. */
const findTimeoutMs = 2_500;

/**
 * A network scanner known by its UUID or serial number, wherever its address is today. It is looked for when it is first needed
 * and whenever it does not answer any more; what answers must have that UUID or serial, so a scanner that got its address is not taken for it.
 */
export function buildNamedEscl({ id, place, ...parts }: NamedEsclParts): Scanner {
  let current: Scanner | null = null;

  async function found(): Promise<Scanner | null> {
    const isWanted = ({ uuid }: EsclService): boolean => uuid === plainId(id);
    const services = await findEsclServices({ timeoutMs: findTimeoutMs, place, isWanted });
    const service = services.find(isWanted) ?? (await bySerial(services));
    return service === null ? null : buildEsclScanner({ ...parts, url: service.url, identity: id });
  }

  async function bySerial(services: readonly EsclService[]): Promise<EsclService | null> {
    for (const service of services) {
      const client = buildEsclClient(service.url, parts.limits, parts.pageLimits.maxFileBytes);
      const can = await client.capabilities();
      if (can.ok && can.value.serial !== null && plainId(can.value.serial) === plainId(id)) return service;
    }
    return null;
  }

  async function* scan(request: ScanRequest): ScannedPages {
    current ??= await found();
    if (current === null) {
      const away = scanFault('disconnected', `no scanner on the network calls itself ${id}`);
      return yield fail({ ...away, pagesTaken: 0, sheetsInDoubt: false });
    }
    for await (const page of current.scan(request)) {
      if (!page.ok && page.fault.code === 'disconnected') current = null;
      yield page;
    }
  }

  /** Asking for status is what finds it again. */
  async function status(): Promise<ScannerStatus> {
    const state = (await current?.status()) ?? 'disconnected';
    if (state !== 'disconnected') return state;
    current = await found();
    return (await current?.status()) ?? 'disconnected';
  }

  return {
    name: parts.name,
    driver: 'escl',
    virtual: false,
    scan,
    status,
    about: async () => {
      current ??= await found();
      return (await current?.about?.()) ?? null;
    },
  };
}
