import { expect, it } from 'vitest';
import type { Bundle } from '../../../../kiosk-config/schema/bundle.ts';
import { proceduresSchema } from '../../../../kiosk-config/schema/procedure.ts';
import { catalogueCalls } from '../../../../main/visits/catalogue-calls.ts';
import { checkRequest } from '../../../../main/visits/filing-request.ts';
import type { VisitKit } from '../../../../main/visits/visit-state.ts';
import { type ChannelId, channelIds } from '../../../../shared/filing.ts';
import type { Procedure } from '../../../../shared/procedure.ts';
import { bundle, texts } from './a-visit.ts';

/** The rule itself, written again: who needs an original, or the person, by what this channel carries. */
const mustRefuse = ({ regles, pieces }: Procedure, channel: ChannelId): boolean =>
  regles.presenceObligatoire ||
  regles.originalExige ||
  (channel !== 'counter' && pieces.some(({ originalExige }) => originalExige));

/** The catalogue with every channel opened for every procedure, as a slip of the pen would. */
const careless: Bundle = {
  ...bundle,
  catalogue: {
    ...bundle.catalogue,
    procedures: bundle.catalogue.procedures.map((procedure) => ({
      ...procedure,
      depot: ['counter', 'post'],
      parcours: 'depot',
    })),
  },
};

const request = (procedure: Procedure, channel: ChannelId) =>
  checkRequest(
    {
      procedure: procedure.id,
      documents: procedure.pieces.map(({ code }) => ({ code, source: { kind: 'files', files: ['x'] } as const })),
      fields: { nom: 'Aminata', adresse: '12 rue', destinataire: 'CAF' },
      channels: [channel],
      language: 'fr',
      helper: null,
    },
    careless,
  );

const shown = async (procedure: Procedure) => {
  const parts = { bundle: careless, texts, clock: () => new Date() };
  const kit = { parts, state: { language: 'fr', draft: null } } as unknown as VisitKit;
  const answer = await catalogueCalls(kit).procedure({ id: procedure.id });
  if (!answer.ok) throw new Error(answer.fault.code);
  return answer.value;
};

it('over the whole catalogue, a channel that cannot carry originals is refused by the core with its reason, even where depot holds it', () => {
  const refused: string[] = [];
  for (const procedure of careless.catalogue.procedures)
    for (const channel of ['counter', 'post'] as const) {
      const answer = request(procedure, channel);
      const fault = answer.ok ? null : answer.fault;
      if (mustRefuse(procedure, channel)) {
        expect(fault?.code, `${procedure.id} ${channel}`).toBe('channel-not-allowed');
        expect(fault?.message).toMatch(/original|in person/);
        refused.push(`${procedure.id} ${channel}`);
      } else expect(fault?.code, `${procedure.id} ${channel}`).not.toBe('channel-not-allowed');
    }
  expect(refused).toContain('pref-naturalisation post');
  expect(refused).toContain('cpam-arret-travail counter');
});

it('over the whole catalogue, such a channel is never offered, and the screen is told why', async () => {
  for (const procedure of careless.catalogue.procedures) {
    const { channels, stopped, fileable } = await shown(procedure);
    const stops = (['counter', 'post'] as const).filter((channel) => mustRefuse(procedure, channel));
    expect(
      stopped.map(({ id }) => id),
      procedure.id,
    ).toEqual(stops);
    expect(channels.filter(({ id }) => stops.some((stop) => stop === id))).toEqual([]);
    expect(fileable, procedure.id).toBe(stops.length < 2);
    const asksOriginal = procedure.pieces.some(({ originalExige }) => originalExige);
    for (const { id, needsOriginals } of channels) expect(needsOriginals, `${procedure.id} ${id}`).toBe(asksOriginal);
  }
});

it('the bundle refuses a catalogue that opens such a channel', () => {
  for (const procedure of bundle.catalogue.procedures)
    for (const channel of channelIds)
      if (mustRefuse(procedure, channel)) {
        const opened = proceduresSchema.safeParse([{ ...procedure, depot: [channel] }]);
        expect(opened.success, `${procedure.id} ${channel}`).toBe(false);
      }
});
