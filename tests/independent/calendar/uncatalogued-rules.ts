// Rule kinds that the schema allows and no procedure of today uses; the next catalogue may.
import { appealTypes, type Delai, effects, type Recours } from '../../../shared/deadlines/rule.ts';

const base: Delai = {
  libelle: '',
  qui: 'usager',
  duree: 1,
  unite: 'mois',
  sens: 'apres',
  declencheur: 'essai',
  franc: null,
  effet: 'perte_de_droit',
  note: null,
  verifie: true,
  source: null,
  doute: [],
};

const counted = ['jours_calendaires', 'jours_ouvres', 'heures', 'semaines', 'mois', 'an', 'annees_civiles'] as const;
const lengths = {
  jours_calendaires: 45,
  jours_ouvres: 10,
  heures: 72,
  semaines: 6,
  mois: 7,
  an: 2,
  annees_civiles: 3,
} as const;

const combinations: readonly Delai[] = counted.flatMap((unite) =>
  (['apres', 'avant', 'periodique'] as const).flatMap((sens) =>
    (['perte_de_droit', 'forclusion', 'ouverture_fenetre'] as const).map((effet) => ({
      ...base,
      unite,
      sens,
      effet,
      duree: lengths[unite],
      libelle: `${unite} ${sens} ${effet}`,
    })),
  ),
);

const francs: readonly Delai[] = (['mois', 'jours_calendaires'] as const).flatMap((unite) =>
  (['forclusion', 'irrecevabilite', 'sanction'] as const).map((effet) => ({
    ...base,
    unite,
    effet,
    franc: true,
    duree: lengths[unite],
    libelle: `${unite} francs ${effet}`,
  })),
);

const everyEffect: readonly Delai[] = effects.flatMap((effet) =>
  (['usager', 'administration'] as const).map((qui) => ({ ...base, effet, qui, libelle: `1 mois ${effet} ${qui}` })),
);

const windows: readonly Delai[] = [1, 2, 6, 12].map((mois) => ({
  ...base,
  unite: 'jour_du_mois',
  sens: 'fenetre',
  duree: 28,
  exceptions: [{ mois, jour: 20 }],
  effet: mois === 1 ? 'ouverture_fenetre' : 'radiation',
  libelle: `fenêtre du 28, le 20 au mois ${mois}`,
}));

export const uncataloguedDelais: readonly Delai[] = [...combinations, ...francs, ...everyEffect, ...windows];

/** Every type of appeal in every counted unit, its franc day said or left to its type. */
export const uncataloguedRecours: readonly Recours[] = appealTypes.flatMap((type) =>
  counted
    .filter((unite) => unite !== 'heures')
    .map((unite, index) => ({
      rang: 1,
      type,
      destinataire: `${type} en ${unite}`,
      delai: {
        duree: lengths[unite],
        unite,
        declencheur: 'notification_decision',
        // Only days and months can be francs.
        franc: unite === 'mois' || unite === 'jours_calendaires' ? ([null, true, false][index % 3] ?? null) : false,
      },
      obligatoireAvantJuge: false,
      note: null,
      verifie: true,
      source: null,
      doute: [],
    })),
);
