import { z } from 'zod';
import {
  actors,
  appealTypes,
  type Delai,
  datelessUnits,
  directions,
  effects,
  type Recours,
  type Silence,
  silenceEffects,
  sourceNatures,
  units,
} from '../../shared/deadlines/rule.ts';
import { isoDate, prose, webAddress, word } from './text.ts';

export const sourceSchema = z.strictObject({ url: webAddress, nature: z.enum(sourceNatures), consulteLe: isoDate });

const counted = z.enum(units).exclude(datelessUnits);
const standing = { verifie: z.boolean(), source: sourceSchema.nullable(), doute: z.array(prose) };

const ruleOfDelai = (rule: Delai, refuse: (path: string, message: string) => void): void => {
  const dateless = (datelessUnits as readonly string[]).includes(rule.unite);
  if (dateless !== (rule.duree === null))
    refuse('duree', dateless ? `must be null with ${rule.unite}: there is nothing to count` : 'must be a number');
  if ((rule.unite === 'jour_du_mois') !== (rule.sens === 'fenetre'))
    refuse('sens', 'fenetre and jour_du_mois only go together');
  if (rule.unite === 'jour_du_mois' && (rule.duree ?? 0) > 28)
    refuse('duree', 'must be a day every month has: 1 to 28');
  if (rule.unite !== 'jour_du_mois' && (rule.exceptions ?? []).length > 0)
    refuse('exceptions', 'only a jour_du_mois window has exceptions; write []');
  if (/_precedent$/.test(rule.unite) && rule.sens !== 'avant') refuse('sens', `must be avant with ${rule.unite}`);
  if (rule.duree === 0 && !(rule.sens === 'avant' && rule.unite === 'jours_calendaires'))
    refuse('duree', '0 only means "the day itself", with avant and jours_calendaires');
  if (rule.franc === true && !(rule.sens === 'apres' && (rule.unite === 'mois' || rule.unite === 'jours_calendaires')))
    refuse('franc', 'only a term of days or months after its start can be franc');
};

/** One line of `delais[]`, with the couplings of the catalogue's README. */
export const delaiSchema: z.ZodType<Delai> = z
  .strictObject({
    libelle: prose,
    qui: z.enum(actors),
    duree: z.int().min(0).max(999).nullable(),
    unite: z.enum(units),
    sens: z.enum(directions),
    declencheur: word,
    franc: z.boolean().nullable(),
    effet: z.enum(effects),
    note: prose.nullable(),
    verifie: z.boolean(),
    source: standing.source,
    doute: standing.doute,
    exceptions: z.array(z.strictObject({ mois: z.int().min(1).max(12), jour: z.int().min(1).max(28) })),
  })
  .superRefine((rule, context) =>
    ruleOfDelai(rule, (path, message) => context.addIssue({ code: 'custom', path: [path], message })),
  );

export const silenceSchema: z.ZodType<Silence> = z
  .strictObject({
    effet: z.enum(silenceEffects),
    duree: z.int().min(1).nullable(),
    unite: counted.nullable(),
    note: prose.nullable(),
    ...standing,
  })
  .refine(
    (silence) =>
      (silence.effet === 'acceptation' || silence.effet === 'rejet') ===
        (silence.duree !== null && silence.unite !== null) && (silence.duree === null) === (silence.unite === null),
    { path: ['duree'], message: 'duree and unite are written with acceptation and rejet, and null otherwise' },
  );

export const recoursSchema: z.ZodType<Recours> = z.strictObject({
  rang: z.int().min(1).max(9),
  type: z.enum(appealTypes),
  destinataire: prose,
  delai: z
    .strictObject({ duree: z.int().min(1), unite: counted, declencheur: word, franc: z.boolean().nullable() })
    .nullable(),
  obligatoireAvantJuge: z.boolean(),
  note: prose.nullable(),
  ...standing,
  silence: z.strictObject({ duree: z.int().min(1), unite: counted }).nullable(),
});
