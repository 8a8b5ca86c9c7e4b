// Small rules for the tests of dates; each test says only what matters to it.
import type { Delai, ProcedureRules, Recours, RuleSource, Silence } from '../../../../shared/deadlines/rule.ts';

export const today = '2026-11-23';
export const lille = { department: '59', timeZone: 'Europe/Paris' } as const;
export const strasbourg = { department: '67', timeZone: 'Europe/Paris' } as const;
export const saintDenis = { department: '974', timeZone: 'Indian/Reunion' } as const;

export const officialText: RuleSource = { url: 'https://example.fr/texte', nature: 'texte', consulteLe: today };

export const delai = (changes: Partial<Delai> = {}): Delai => ({
  libelle: 'essai',
  qui: 'usager',
  duree: 2,
  unite: 'mois',
  sens: 'apres',
  declencheur: 'notification_decision',
  franc: null,
  effet: 'perte_de_droit',
  note: null,
  verifie: true,
  source: officialText,
  doute: [],
  ...changes,
});

export const recours = (changes: Partial<Recours> = {}): Recours => ({
  rang: 1,
  type: 'RAPO',
  destinataire: 'essai',
  delai: { duree: 2, unite: 'mois', declencheur: 'notification_decision' },
  obligatoireAvantJuge: true,
  note: null,
  verifie: true,
  source: officialText,
  doute: [],
  ...changes,
});

export const court = (changes: Partial<Recours> = {}): Recours =>
  recours({
    rang: 2,
    type: 'tribunal_administratif',
    delai: { duree: 2, unite: 'mois', declencheur: 'decision_expresse_ou_implicite_sur_recours' },
    obligatoireAvantJuge: false,
    ...changes,
  });

export const noSilence: Silence = { effet: 'sans_objet', duree: null, unite: null, note: null, verifie: true };

export const rules = (changes: Partial<ProcedureRules> = {}): ProcedureRules => ({
  delais: [],
  silence: noSilence,
  recours: [],
  ...changes,
});
