import { expect, test } from 'vitest';
import { proceduresSchema } from '../../../kiosk-config/schema/procedure.ts';
import { doubtsAbout } from '../../../shared/deadlines/certainty.ts';
import { toDayNumber } from '../../../shared/deadlines/plain-date.ts';
import type { Procedure } from '../../../shared/procedure.ts';
import { catalogue } from './demo-bundle.ts';

const procedures = proceduresSchema.parse(catalogue());

const rulesOf = (procedure: Procedure) => [
  ...procedure.delais.map((rule, index) => ({ name: `delais[${index}]`, rule })),
  { name: 'silence', rule: procedure.silence },
  ...procedure.recours.map((rule, index) => ({ name: `recours[${index}]`, rule })),
];

/** Doubts about papers, prices, ages, numbers and hosts: they mention time, but no rule of the entry. */
const aboutNoRule = [
  'âge de l’acte de naissance (3 mois)',
  'dérogations au dépôt en personne (mineur isolé, mobilité réduite)',
  'récupération sur succession (montant)',
  'numéro du formulaire : un formulaire par caisse (Assurance retraite, MSA, SASPA)',
];
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

test('a doubt that speaks of time, silence or an appeal stands on at least one rule', () => {
  for (const procedure of procedures)
    for (const doubt of procedure.aVerifier) {
      if (aboutNoRule.includes(plain(doubt))) continue;
      if (!/délai|recours|juge|tribunal|silence|jours|mois|dates? |calendrier|fenêtre|campagne|décembre/i.test(doubt))
        continue;
      const carriers = rulesOf(procedure).filter(({ rule }) => rule.doute?.includes(doubt));
      expect(carriers, `${procedure.id}: ${doubt}`).not.toEqual([]);
    }
});

test('a doubt about silence stands on the silence itself', () => {
  for (const procedure of procedures)
    for (const doubt of procedure.aVerifier.filter((text) => /silence/i.test(text)))
      expect(procedure.silence.doute, procedure.id).toContain(doubt);
});

test('the rules whose dates may be printed as certain are the reviewed ones, and no other', () => {
  const nextDay = toDayNumber({ year: 2026, month: 11, day: 24 });
  const sure = procedures.flatMap((procedure) =>
    rulesOf(procedure)
      .filter(
        ({ rule: { verifie, source = null, doute = [] } }) =>
          doubtsAbout({ verifie, source, doute }, nextDay).length === 0,
      )
      .map(({ name }) => `${procedure.id} ${name}`),
  );
  // Reviewed one by one on 2026-11-23: the text is named by the rule's note or by CHANGES.md. A new one is a decision.
  expect(sure).toEqual([
    'caf-rsa-demande delais[0]',
    'caf-aide-logement delais[0]',
    'ft-inscription recours[1]',
    'ft-actualisation recours[1]',
    'ft-reponse-avertissement recours[1]',
    'ft-reponse-avertissement recours[2]',
    'ft-contestation recours[1]',
    'cpam-ame delais[1]',
    'cnav-reversion delais[0]',
    'dgfip-reclamation silence',
    'anef-renouvellement-titre delais[0]',
    'dept-apa delais[0]',
    'bdf-droit-au-compte delais[0]',
    'ddd-saisine delais[0]',
  ]);
});

test('windows and their exceptions are data: France Travail 28 → 15, 26 in February; ANEF J−120 to J−60', () => {
  const lines = (id: string) =>
    procedures
      .find((procedure) => procedure.id === id)
      ?.delais.map(({ duree, unite, effet, exceptions }) => [duree, unite, effet, exceptions]);
  expect(lines('ft-actualisation')).toEqual([
    [28, 'jour_du_mois', 'ouverture_fenetre', [{ mois: 2, jour: 26 }]],
    [15, 'jour_du_mois', 'cessation_inscription', []],
  ]);
  expect(lines('anef-renouvellement-titre')?.slice(0, 2)).toEqual([
    [120, 'jours_calendaires', 'ouverture_fenetre', []],
    [60, 'jours_calendaires', 'taxe_de_retard', []],
  ]);
});
