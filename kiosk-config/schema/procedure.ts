import { z } from 'zod';
import { type ChannelId, channelIds } from '../../shared/filing.ts';
import { fieldTypes, letterKinds, type Procedure, procedureTypes, stopOf } from '../../shared/procedure.ts';
import { delaiSchema, recoursSchema, silenceSchema, sourceSchema } from './rules.ts';
import { addressLines, distinct, line, phone, prose, word } from './text.ts';

const host = z
  .string()
  .regex(
    /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
    'write a bare host name in small letters, such as caf.fr',
  );

const age = z.int().min(1).nullable();
const piece = z.strictObject({
  code: word,
  libelle: prose,
  obligatoire: z.enum(['oui', 'non', 'selon_situation']),
  validite: z
    .strictObject({ ageMax: age, ageMin: age, unite: z.enum(['jours_calendaires', 'mois', 'an']) })
    .refine((validity) => (validity.ageMax === null) !== (validity.ageMin === null), 'needs one of ageMax and ageMin')
    .nullable(),
  originalExige: z.boolean(),
  note: prose.nullable(),
  conseil: prose.nullable(),
});

const champ = z
  .strictObject({
    code: word,
    libelle: prose,
    type: z.enum(fieldTypes),
    canaux: z.array(z.enum(channelIds)),
    exigePar: z.array(z.enum(channelIds)),
  })
  .refine((field) => field.exigePar.every((channel) => field.canaux.includes(channel)), {
    path: ['exigePar'],
    message: 'names a channel that canaux does not offer; add it there or take it away',
  });

const canaux = z.strictObject({
  enLigne: z.array(z.strictObject({ hote: host, note: prose.nullable(), verifie: z.boolean() })),
  telephone: z.array(z.strictObject({ numero: phone, note: prose.nullable(), verifie: z.boolean() })),
  postal: prose.nullable(),
  guichet: z.array(prose),
});

const televersement = z
  .strictObject({
    formats: z
      .array(z.enum(['pdf', 'pdf 1.4', 'jpg', 'png', 'tiff']))
      .min(1)
      .nullable(),
    tailleMaxMo: z.number().positive().max(1000).nullable(),
    unFichierParPiece: z.boolean().nullable(),
    source: prose.nullable(),
    verifie: z.boolean(),
  })
  .refine((upload) => !upload.verifie || upload.source !== null, {
    path: ['source'],
    message: 'is null but verifie is true',
  });

const fields = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)+$/, 'write small letters, digits and hyphens, such as caf-contestation')
    .max(60),
  titre: prose,
  falc: prose,
  organisme: z.strictObject({
    code: z.string().regex(/^[A-Z][A-Za-z]{1,7}$/, 'write the code of an agency, such as CAF'),
    nom: prose,
  }),
  domaine: word,
  type: z.enum(procedureTypes),
  pieces: z
    .array(piece)
    .min(1)
    .superRefine(distinct((entry) => entry.code, 'this code')),
  cerfa: z.array(
    z.strictObject({ numero: z.string().regex(/^\d{5}$/, 'write five digits'), objet: prose, verifie: z.boolean() }),
  ),
  canaux,
  delais: z.array(delaiSchema),
  silence: silenceSchema,
  recours: z.array(recoursSchema).superRefine(distinct((entry) => entry.rang, 'this rank')),
  gratuit: z.boolean(),
  gratuiteNote: prose,
  regles: z.strictObject({
    originalExige: z.boolean(),
    signatureManuscriteUsager: z.boolean(),
    presenceObligatoire: z.boolean(),
  }),
  televersement,
  preuveAttendue: z.array(prose).min(1),
  conseilBorne: z.array(prose),
  sources: z.array(sourceSchema).min(1),
  verified: z.boolean(),
  aVerifier: z.array(prose),
  champs: z.array(champ).superRefine(distinct((entry) => entry.code, 'this code')),
  depot: z.array(z.enum(channelIds)).superRefine(distinct((entry) => entry, 'this channel')),
  teleserviceObligatoire: z.boolean().nullable(),
  destinataire: z.strictObject({ nom: line(120), adresse: addressLines }).nullable(),
  parcours: z.enum(['depot', 'comment_faire']),
  lettre: z.strictObject({ debut: z.enum(letterKinds), piece: word.nullable() }).nullable(),
});

/** Why the data itself forbids a channel to this procedure, or null (promise 9: a channel not allowed is refused). */
function forbidden(procedure: Procedure, channel: ChannelId): string | null {
  const { regles, canaux: known } = procedure;
  const stop = stopOf(procedure, channel);
  if (stop === 'presence') return 'the visitor must come in person (regles.presenceObligatoire)';
  if (stop === 'original')
    return regles.originalExige
      ? 'the original paper is required (regles.originalExige)'
      : 'one of its papers must be the original (pieces)';
  if (channel === 'counter') return null;
  // CRPA L112-9: where a téléservice is reserved for a procedure, only it validly seizes the agency.
  if ((channel === 'post' || channel === 'email') && procedure.teleserviceObligatoire === true)
    return 'only its online service counts (teleserviceObligatoire)';
  if (channel === 'post') return known.postal === null ? 'no postal way is known (canaux.postal is null)' : null;
  return known.enLigne.length === 0 ? 'no online service is known (canaux.enLigne is empty)' : null;
}

type Refuse = (path: (string | number)[], message: string) => void;

function checkChannels(procedure: Procedure, refuse: Refuse): void {
  procedure.depot.forEach((channel, index) => {
    const reason = forbidden(procedure, channel);
    if (reason) refuse(['depot', index], `is not possible: ${reason}; take it away`);
  });
  procedure.champs.forEach((entry, index) => {
    for (const channel of entry.canaux)
      if (!procedure.depot.includes(channel))
        refuse(['champs', index, 'canaux'], `names ${channel}, which depot does not hold`);
  });
  if (procedure.parcours === 'depot' && procedure.depot.length === 0)
    refuse(['parcours'], 'is depot although depot holds no channel; write comment_faire');
  const { lettre } = procedure;
  if (lettre !== null && procedure.canaux.postal === null)
    refuse(['lettre'], 'is given although no postal way is known (canaux.postal is null); write null');
  if (lettre?.piece && procedure.pieces.every(({ code }) => code !== lettre.piece))
    refuse(['lettre', 'piece'], 'is the code of none of its papers; write one of them, or null');
}

function checkRules(procedure: Procedure, refuse: Refuse): void {
  const known = new Set(procedure.sources.map((source) => source.url));
  const rules = [
    ...procedure.delais.map((rule, index) => ({ rule, path: ['delais', index] })),
    ...procedure.recours.map((rule, index) => ({ rule, path: ['recours', index] })),
    { rule: procedure.silence, path: ['silence'] },
  ];
  for (const { rule, path } of rules) {
    if (rule.source && !known.has(rule.source.url))
      refuse([...path, 'source'], 'is not among the sources of the procedure');
    for (const doubt of rule.doute ?? [])
      if (!procedure.aVerifier.includes(doubt)) refuse([...path, 'doute'], `"${doubt}" is not a line of aVerifier`);
  }
  procedure.delais.forEach((rule, index) => {
    const field = procedure.champs.find((entry) => entry.code === rule.declencheur);
    if (rule.duree !== null && field?.type !== 'date')
      refuse(['delais', index, 'declencheur'], `needs a field ${rule.declencheur} of type date in champs`);
  });
}

/** One catalogue entry: the shape of `shared/procedure.ts`, and what its own data forbids. */
export const procedureSchema: z.ZodType<Procedure> = fields.superRefine((procedure, context) => {
  const refuse: Refuse = (path, message) => context.addIssue({ code: 'custom', path, message });
  checkChannels(procedure, refuse);
  checkRules(procedure, refuse);
});

/** The whole catalogue: no id twice. */
export const proceduresSchema = z
  .array(procedureSchema)
  .min(1)
  .max(500)
  .superRefine(distinct((procedure) => procedure.id, 'this id'));
