// The catalogue's rules as the code reads them; field names are the catalogue's own (French), see its README.

export const units = [
  'jours_calendaires',
  'jours_ouvres',
  'heures',
  'semaines',
  'mois',
  'an',
  'annees_civiles',
  'jour_du_mois',
  'vendredi_precedent',
  'mercredi_precedent',
  'date_calendrier',
  'aucun',
] as const;
export type Unit = (typeof units)[number];

/** Units that never give a date: read the published or written one, or there is none. `duree` is then null. */
export const datelessUnits = ['date_calendrier', 'aucun'] as const;
export type DatelessUnit = (typeof datelessUnits)[number];
/** Units that count something; the only ones a `silence` or a `recours` may have. */
export type CountedUnit = Exclude<Unit, DatelessUnit>;

export const directions = ['apres', 'avant', 'fenetre', 'periodique'] as const;
export type Direction = (typeof directions)[number];

export const actors = ['usager', 'administration', 'banque', 'operateur'] as const;
export type Actor = (typeof actors)[number];

export const effects = [
  'aucun',
  'ouverture_fenetre',
  'perte_de_droit',
  'perte_partielle_de_droit',
  'rupture_de_droit',
  'forclusion',
  'irrecevabilite',
  'radiation',
  'cessation_inscription',
  'sanction',
  'amende',
  'majoration',
  'taxe_de_retard',
  'suspension_paiement',
  'retard_paiement',
  'reduction_indemnites',
  'retenue_sur_prestations',
  'classement_sans_suite',
  'perte_du_brouillon',
  'fin_droit_de_conduire',
  'rejet_implicite',
  'refus_implicite',
  'preuve_insuffisante',
  'retard',
] as const;
export type Effect = (typeof effects)[number];

export const appealTypes = [
  'reclamation',
  'gracieux',
  'hierarchique',
  'gracieux_ou_hierarchique',
  'RAPO',
  'CRA',
  'mediation',
  'conciliation',
  'contestation',
  'recours_aj',
  'dalo',
  'refere',
  'tribunal_administratif',
  'tribunal_judiciaire',
  'tribunal',
  'juge',
] as const;
export type AppealType = (typeof appealTypes)[number];

export const sourceNatures = ['page', 'fiche', 'texte', 'depot', 'openapi', 'falc', 'presse', 'memoire'] as const;
export type SourceNature = (typeof sourceNatures)[number];

/** Where a rule was read; `consulteLe` is a plain date, `2026-11-23`. */
export interface RuleSource {
  readonly url: string;
  readonly nature: SourceNature;
  readonly consulteLe: string;
}

/** What promise 9 asks about one rule: verified, its own source, and the doubts (`aVerifier`) that are about it. */
export interface Sourced {
  readonly verifie: boolean;
  /** The rule's own source, null when it has none. */
  readonly source: RuleSource | null;
  readonly doute: readonly string[];
}

/** A monthly window whose day differs in one month (1 to 12, the month in which the day falls): February's 26 for France Travail. */
export interface MonthException {
  readonly mois: number;
  readonly jour: number;
}

/** One line of `delais[]`. */
export interface Delai extends Sourced {
  readonly libelle: string;
  readonly qui: Actor;
  /** How many units; null exactly for `date_calendrier` and `aucun`. */
  readonly duree: number | null;
  readonly unite: Unit;
  readonly sens: Direction;
  readonly declencheur: string;
  /** Neither the first nor the last day counts. */
  readonly franc: boolean | null;
  readonly effet: Effect;
  readonly note: string | null;
  /** Only for `jour_du_mois`; absent means none. */
  readonly exceptions?: readonly MonthException[] | undefined;
}

/** `recours[].delai`: always counted after its trigger. */
export interface AppealDelay {
  readonly duree: number;
  readonly unite: CountedUnit;
  readonly declencheur: string;
  /** Absent or null: by the appeal's type (an administrative court's two months are francs). */
  readonly franc?: boolean | null | undefined;
}

/** One line of `recours[]`; `delai: null` means nothing may be computed: read the decision. */
export interface Recours extends Sourced {
  readonly rang: number;
  readonly type: AppealType;
  readonly destinataire: string;
  readonly delai: AppealDelay | null;
  readonly obligatoireAvantJuge: boolean;
  readonly note: string | null;
  /** How long this step's silence must last to be worth a refusal; absent or null: not known. */
  readonly silence?: { readonly duree: number; readonly unite: CountedUnit } | null | undefined;
}

export const silenceEffects = ['acceptation', 'rejet', 'sans_objet', 'inconnu'] as const;
export type SilenceEffect = (typeof silenceEffects)[number];

/** What no answer is worth; `duree` and `unite` are null unless `acceptation` or `rejet`. Sources may be missing: then never certain. */
export interface Silence {
  readonly effet: SilenceEffect;
  readonly duree: number | null;
  readonly unite: CountedUnit | null;
  readonly note: string | null;
  readonly verifie: boolean;
  /** The day the agency's time starts; absent or null: `reception_demande`. */
  readonly declencheur?: string | null | undefined;
  readonly source?: RuleSource | null | undefined;
  readonly doute?: readonly string[] | undefined;
}

/** The part of a catalogue entry that dates depend on. */
export interface ProcedureRules {
  readonly delais: readonly Delai[];
  readonly silence: Silence;
  readonly recours: readonly Recours[];
}
