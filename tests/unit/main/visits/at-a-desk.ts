import type { A4Printer } from '../../../../main/devices/a4/a4-printer.ts';
import { buildCoreForVisit, type CoreForVisit } from '../../../../main/visits/core-for-visit.ts';
import { answerAsk, askSchema, linkCore } from '../../../../main/visits/core-link.ts';
import { buildVisit } from '../../../../main/visits/visit.ts';
import type { VisitParts } from '../../../../main/visits/visit-state.ts';
import { type Client, connect } from '../../../../shared/contract/connect.ts';
import { staffContract } from '../../../../shared/contract/staff.ts';
import { visitContract } from '../../../../shared/contract/visit.ts';
import { must, TestTimer, type TestVisit } from './a-visit.ts';
import { memoryPorts } from './memory-ports.ts';
import { sheet } from './paper-scanner.ts';

/** An A4 printer that keeps what it was handed. */
export function keepingA4(): A4Printer & { readonly jobs: Uint8Array[] } {
  const jobs: Uint8Array[] = [];
  const print = async (pdf: Uint8Array) => {
    jobs.push(pdf);
    return { handedOver: true };
  };
  return { name: 'sheets kept here', virtual: true, print, jobs };
}

/** Files one procedure by these channels; gives its number and the paper of its receipt, drawn. */
export async function fileOne(
  desk: TestVisit,
  channels: ('counter' | 'post')[],
  received = '2026-11-20',
): Promise<{ readonly number: string; readonly paper: Uint8Array }> {
  must(await desk.client.call('begin', { procedure: 'ft-reponse-avertissement' }));
  desk.scanner.pile = [await sheet(1)];
  must(await desk.client.call('scan', { document: 'avertissement' }));
  desk.scanner.pile = [await sheet(2), await sheet(3)];
  must(await desk.client.call('scan', { document: 'preuves' }));
  must(await desk.client.call('setField', { code: 'reception_avertissement', value: received }));
  for (const [code, value] of Object.entries({ nom: 'Aminata Exemple', adresse: '2 rue des Essais, 57000 Metz' }))
    await desk.client.call('setField', { code, value });
  await desk.client.call('setField', { code: 'destinataire', value: 'Agence inventée, 1 rue Neuve, 57000 Metz' });
  await desk.client.call('setField', { code: 'deposant', value: 'Aminata Exemple' });
  const recorded = must(await desk.client.call('record', { channels }));
  const drawn = await desk.visit.picture(recorded.paper?.split('/').pop() ?? '');
  return { number: recorded.number, paper: drawn?.bytes ?? new Uint8Array() };
}

/** Another visit on the same data folder, which holds nothing yet: `agent` makes it the staff's room. */
function another(desk: TestVisit, agent: string | null, change: Partial<VisitParts>) {
  const ended: string[] = [];
  const { core, parts } = desk;
  const { bundle, clock } = parts;
  const queued: string[] = [];
  const clockState = (): 'unknown' => 'unknown';
  const rights = { clockState, onRecorded: () => undefined, onQueued: () => void queued.push('queued') };
  const visit = buildVisit({
    ...parts,
    core: overThePipe(buildCoreForVisit({ core, bundle, clock, ...rights, agent })),
    agent,
    timer: new TestTimer(),
    end: (how) => ended.push(how),
    ...change,
  });
  const ports = memoryPorts();
  visit.connect(ports.kiosk);
  return { page: ports.page, ended, queued };
}

/** As between two processes: what does not pass the pipe's schema would end the visit there. */
function overThePipe(core: CoreForVisit): CoreForVisit {
  const link = linkCore((id, ask) => {
    const heard = askSchema.parse(structuredClone(ask));
    void answerAsk(core, heard).then((result) => link.hear(id, structuredClone(result)));
  });
  return link.core;
}

/** A visitor days later. */
export const comeBack = (desk: TestVisit, change: Partial<VisitParts> = {}): Client<typeof visitContract> =>
  connect(visitContract, another(desk, null, change).page);

/** Agent A1 in the staff's room. */
export function enterRoom(desk: TestVisit, change: Partial<VisitParts> = {}) {
  const room = another(desk, 'A1', change);
  return { ...room, client: connect(staffContract, room.page), hangUp: () => room.page.close() };
}
