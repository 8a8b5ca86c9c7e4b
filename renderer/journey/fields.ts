import { type ChannelId, depositorField } from '../../shared/filing.ts';
import type { Procedure, ProcedureField, VisitData } from './state.ts';

const inService = (procedure: Procedure): readonly ChannelId[] => procedure.channels.map(({ id }) => id);

/** Asked before the papers: the dates that deadlines run from, what every channel in service needs, and the name for the receipt. */
export function firstFields(procedure: Procedure): readonly string[] {
  const channels = inService(procedure);
  const isAsked = (field: ProcedureField): boolean =>
    field.channels.some((channel) => channels.includes(channel)) &&
    (field.type === 'date' || channels.every((channel) => field.neededBy.includes(channel)));
  return [...procedure.fields.filter(isAsked).map(({ code }) => code), depositorField];
}

/** Asked once the way out is chosen: what this channel needs and the visitor has not said yet. */
export function fieldsMissingFor(visit: VisitData, channel: ChannelId): readonly string[] {
  return (visit.procedure?.fields ?? [])
    .filter(({ neededBy, code }) => neededBy.includes(channel) && !visit.values[code])
    .map(({ code }) => code);
}
