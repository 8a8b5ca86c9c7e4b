import { isIPv4 } from 'node:net';
import type { Answer } from 'dns-packet';
import multicastDns from 'multicast-dns';

/** An eSCL scanner as it announces itself on the network (DNS-SD, RFC 6763; Mopria eSCL, "Discovery"). */
export interface EsclService {
  readonly url: URL;
  /** Lower case, without `urn:uuid:`; null where it gives none. */
  readonly uuid: string | null;
  readonly model: string | null;
}

/** Where multicast is spoken; without it, on every interface at port 5353 (RFC 6762). */
export interface MdnsPlace {
  readonly interface: string;
  readonly port: number;
}

export interface FindParts {
  readonly timeoutMs: number;
  readonly place?: MdnsPlace | undefined;
  /** The one that is looked for: nothing more is waited for. */
  readonly isWanted?: (service: EsclService) => boolean;
}

const types = { '_uscan._tcp.local': 'http:', '_uscans._tcp.local': 'https:' } as const;
/** Questions are repeated: a datagram may be lost. */
const askEveryMs = 400;
/** A building has fewer scanners than this; a flood of answers is not kept. */
const maxRecords = 512;

/** `uuid` and serials are compared so: firmwares differ in case and prefix. */
export const plainId = (id: string): string =>
  id
    .trim()
    .toLowerCase()
    .replace(/^urn:uuid:/, '');

/** Asks the network for eSCL scanners. What answers is not trusted with more than an address: whoever is on the network may answer. */
export function findEsclServices({ timeoutMs, place, isWanted }: FindParts): Promise<readonly EsclService[]> {
  const records = new Map<string, Answer>();
  // On one interface its multicast is heard only by a socket that is not bound to its address.
  const options = place === undefined ? {} : { interface: place.interface, port: place.port, bind: '0.0.0.0' };
  return new Promise((resolve) => {
    const mdns = multicastDns(options);
    const end = (): void => {
      clearTimeout(timer);
      clearInterval(again);
      mdns.removeAllListeners();
      // What is late has no other listener, and is nobody's concern.
      mdns.on('error', () => undefined);
      mdns.destroy();
      resolve(servicesOf([...records.values()]));
    };
    const ask = (): void => mdns.query(questions([...records.values()]));
    const timer = setTimeout(end, timeoutMs);
    const again = setInterval(ask, askEveryMs);
    // No network, or its port taken by somebody who does not share it: nobody is found.
    mdns.on('error', end);
    mdns.on('response', ({ answers = [], additionals = [] }) => {
      const before = records.size;
      for (const record of [...answers, ...additionals])
        if (records.size < maxRecords) records.set(keyOf(record), record);
      if (isWanted && servicesOf([...records.values()]).some(isWanted)) end();
      else if (records.size > before) ask();
    });
    ask();
  });
}

const keyOf = ({ type, name, ...rest }: Answer): string => {
  const data = 'data' in rest && type === 'PTR' ? String(rest.data) : '';
  return `${type} ${name} ${data}`.toLowerCase();
};

/** The types at first, then what the answers so far leave open. */
function questions(
  records: readonly Answer[],
): { readonly name: string; readonly type: 'PTR' | 'SRV' | 'TXT' | 'A' }[] {
  const ask = (name: string, type: 'SRV' | 'TXT' | 'A') =>
    records.some((one) => one.type === type && same(one.name, name)) ? [] : [{ name, type }];
  const instances = records.flatMap((one) =>
    one.type === 'PTR' && protocolOf(one.name) !== null ? [String(one.data)] : [],
  );
  const hosts = records.flatMap((one) => (one.type === 'SRV' ? [one.data.target] : []));
  return [
    ...Object.keys(types).map((name) => ({ name, type: 'PTR' as const })),
    ...instances.flatMap((name) => [...ask(name, 'SRV'), ...ask(name, 'TXT')]),
    ...hosts.flatMap((name) => ask(name, 'A')),
  ].slice(0, 30);
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const protocolOf = (type: string): string | null =>
  Object.entries(types).find(([name]) => same(name, type))?.[1] ?? null;

/** `http` first: nearly every scanner signs its own certificate. */
function servicesOf(records: readonly Answer[]): readonly EsclService[] {
  const services = records.flatMap((pointer): EsclService[] => {
    const protocol = pointer.type === 'PTR' ? protocolOf(pointer.name) : null;
    if (pointer.type !== 'PTR' || protocol === null) return [];
    const instance = String(pointer.data);
    const server = records.find((one) => one.type === 'SRV' && same(one.name, instance));
    const text = records.find((one) => one.type === 'TXT' && same(one.name, instance));
    if (server?.type !== 'SRV' || text?.type !== 'TXT') return [];
    const host = records.find((one) => one.type === 'A' && same(one.name, server.data.target));
    if (host?.type !== 'A' || !isIPv4(host.data)) return [];
    const keys = readKeys([text.data].flat());
    const root = (keys.get('rs') ?? 'eSCL').replace(/^\/+/, '');
    if (!/^[\w-][\w./-]{0,60}$/.test(root) || root.includes('..')) return [];
    const url = new URL(`${protocol}//${host.data}:${server.data.port}/${root}`);
    const uuid = keys.get('uuid');
    return [{ url, uuid: uuid === undefined ? null : plainId(uuid), model: keys.get('ty') ?? null }];
  });
  return services.sort((a, b) => a.url.protocol.length - b.url.protocol.length);
}

/** `key=value` strings of a TXT record; keys are of any case, and the first of each counts (RFC 6763, 6.4). */
function readKeys(strings: readonly (string | Buffer)[]): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const one of strings) {
    const [, key = '', value = ''] = /^([^=]{1,20})=(.*)$/s.exec(one.toString()) ?? [];
    if (key !== '' && !keys.has(key.toLowerCase())) keys.set(key.toLowerCase(), value);
  }
  return keys;
}
