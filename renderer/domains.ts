/** Needs that have words of their own; a domain that staff add later is shown under « autre ». */
const spoken = [
  'recours',
  'sante',
  'prestations',
  'emploi',
  'logement',
  'retraite',
  'impots',
  'titres',
  'etrangers',
  'energie',
  'argent',
  'famille',
  'etat_civil',
  'handicap',
  'autonomie',
  'justice',
  'citoyennete',
  'domiciliation',
  'courrier',
] as const;

/** The text key of a catalogue domain. */
export const domainText = (domain: string): string =>
  `screen.domain.${spoken.find((known) => known === domain) ?? 'other'}`;
