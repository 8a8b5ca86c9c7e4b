import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findEsclServices } from '../../../../../main/devices/scanners/escl/find-escl.ts';
import { openScanner } from '../../../../../main/devices/scanners/open-scanner.ts';
import type { Scanner } from '../../../../../main/devices/scanners/scanner.ts';
import { specimenPages } from '../../../../../main/devices/scanners/virtual/specimen-pages.ts';
import { defaultAbilities } from '../../../../devices/escl-messages.ts';
import { type EsclServer, startEsclServer } from '../../../../devices/escl-server.ts';
import { type Announced, type MdnsResponder, startMdnsResponder } from '../../../../devices/mdns-responder.ts';
import { scanAll, tmpfsFolder } from './scanning.ts';

const folder = tmpfsFolder();
const sheets: Uint8Array[] = [];
const servers: EsclServer[] = [];
let responder: MdnsResponder;

beforeAll(async () => {
  for await (const sheet of specimenPages(1, { dpi: 100 })) sheets.push(sheet);
  servers.push(await startEsclServer(sheets), await startEsclServer(sheets));
  // A port of this process alone: other tests and the machine's own responder are not asked.
  responder = await startMdnsResponder(20_000 + (process.pid % 20_000));
});
afterAll(() => Promise.all([responder.close(), ...servers.map((server) => server.close())]));
beforeEach(async () => {
  for (const server of servers) {
    await server.cure();
    server.load(sheets);
    server.abilities({});
  }
  responder.sparing(false);
});

const uuid = defaultAbilities.uuid;
const other = '00000000-0000-4000-8000-000000000002';
const at = (index: number, txt: string[]): Announced => ({
  instance: `Scanner ${index}`,
  address: '127.0.0.1',
  port: Number(new URL(servers[index]?.url ?? '').port),
  txt: ['rs=eSCL', 'ty=Test Scanner', ...txt],
});
function open(id: string): Scanner {
  const opened = openScanner(`escl:mdns:${id}`, { tmpRoot: folder, mdns: responder.place });
  if (!opened.ok) throw new Error(opened.fault.message);
  return opened.value;
}
const pages = async (scanner: Scanner) => {
  const { pages, fault } = await scanAll(scanner, { pages: 'feeder', folder });
  return [pages.length, fault?.code ?? null];
};

describe('a network scanner known by its UUID or serial', () => {
  it('is found, asked and scanned from, also where each record must be asked for', async () => {
    responder.announce([at(1, [`UUID=${other}`]), at(0, [`UUID=${uuid.toUpperCase()}`])]);
    servers[1]?.abilities({ uuid: other, serial: 'RT-2' });
    expect(await pages(open(uuid))).toEqual([1, null]);
    expect([servers[0]?.left, servers[1]?.left]).toEqual([0, 1]);
    responder.sparing(true);
    const second = open(`urn:uuid:${other}`);
    expect(await second.status()).toBe('ready');
    expect(await second.about?.()).toEqual({ vendor: null, model: 'Recepisse Test & Scanner', serial: 'RT-2' });
    expect(await pages(second)).toEqual([1, null]);
    expect(servers[1]?.left).toBe(0);
  });

  it('by its serial number, where it announces no UUID', async () => {
    responder.announce([at(0, []), at(1, [])]);
    servers[1]?.abilities({ uuid: other, serial: 'RT-2' });
    expect(await pages(open('RT-2'))).toEqual([1, null]);
    expect([servers[0]?.left, servers[1]?.left]).toEqual([1, 0]);
  });

  it('that moves to another address is found there by the next status', async () => {
    responder.announce([at(0, [`UUID=${uuid}`])]);
    const scanner = open(uuid);
    expect(await scanner.status()).toBe('ready');
    servers[0]?.mishap({ kind: 'gone', page: 1 });
    expect((await pages(scanner))[1]).toBe('disconnected');
    responder.announce([at(1, [`UUID=${uuid}`])]);
    expect(await scanner.status()).toBe('ready');
    expect(await pages(scanner)).toEqual([1, null]);
  });

  it('another scanner at its address is not taken for it', async () => {
    responder.announce([at(0, [`UUID=${uuid}`])]);
    servers[0]?.abilities({ uuid: other, serial: 'RT-9' });
    const before = servers[0]?.jobs.length;
    const scanner = open(uuid);
    expect(await scanner.status()).toBe('disconnected');
    expect(await pages(scanner)).toEqual([0, 'disconnected']);
    expect([servers[0]?.jobs.length, servers[0]?.left]).toEqual([before, 1]);
  });

  it('that nobody announces is disconnected', async () => {
    responder.announce([]);
    expect(await pages(open(uuid))).toEqual([0, 'disconnected']);
  });

  it('an announcement with a strange path is no scanner', async () => {
    responder.announce([{ ...at(0, []), txt: ['rs=../admin', `UUID=${uuid}`] }]);
    expect(await findEsclServices({ timeoutMs: 600, place: responder.place })).toEqual([]);
  });

  it.each(['escl:mdns:', 'escl:mdns:a b c d', 'escl:mdns:../../x'])('%j names none', (spec) => {
    expect(openScanner(spec, { tmpRoot: folder })).toMatchObject({ ok: false, fault: { code: 'unknown-scanner' } });
  });
});
