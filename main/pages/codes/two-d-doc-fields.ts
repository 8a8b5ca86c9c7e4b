/** How long a field is. `max` null: no bound. `min` = `max`: fixed, and no separator ends it. */
export interface FieldRule {
  readonly min: number;
  readonly max: number | null;
  readonly label: string;
}

const fixed = (length: number, label: string): FieldRule => ({ min: length, max: length, label });
const upTo = (max: number | null, label: string): FieldRule => ({ min: 0, max, label });

/**
 * Fields of a proof of address in the perimeter of the ANTS (France Titres, « Spécifications techniques des codes à barres
 * 2D-Doc » V3.3.x, data identifiers 0x, 1x and 2x). Here stands only what two transcriptions of that text, made apart, have alike;
 * 06 is not here because they differ. Any other field is shown by its code.
 */
export const fieldRules: ReadonlyMap<string, FieldRule> = new Map([
  ['01', upTo(null, 'Identifiant unique du document')],
  ['02', upTo(null, 'Catégorie de document')],
  ['03', upTo(null, 'Sous-catégorie de document')],
  ['04', upTo(null, 'Application de composition')],
  ['05', upTo(null, 'Version de l’application de composition')],
  ['07', fixed(6, 'Heure de l’association du document et du code')],
  ['08', fixed(4, 'Date d’expiration du document')],
  ['09', fixed(4, 'Nombre de pages du document')],
  ['0A', fixed(9, 'Éditeur du code')],
  ['0B', fixed(9, 'Intégrateur du code')],
  ['0C', upTo(null, 'Adresse du document sur Internet')],
  ['10', upTo(38, 'Bénéficiaire, ligne 1 de l’adresse')],
  ['11', upTo(38, 'Bénéficiaire, qualité ou titre')],
  ['12', upTo(38, 'Bénéficiaire, prénom')],
  ['13', upTo(38, 'Bénéficiaire, nom')],
  ['14', upTo(38, 'Destinataire de la facture, ligne 1 de l’adresse')],
  ['15', upTo(38, 'Destinataire de la facture, qualité ou titre')],
  ['16', upTo(38, 'Destinataire de la facture, prénom')],
  ['17', upTo(38, 'Destinataire de la facture, nom')],
  ['18', upTo(null, 'Numéro de la facture')],
  ['19', upTo(null, 'Numéro de client')],
  ['1A', upTo(null, 'Numéro du contrat')],
  ['1B', upTo(null, 'Identifiant du souscripteur')],
  ['1C', fixed(8, 'Date d’effet du contrat')],
  ['1D', upTo(16, 'Montant TTC de la facture')],
  ['1E', upTo(30, 'Téléphone du bénéficiaire')],
  ['1F', upTo(30, 'Téléphone du destinataire de la facture')],
  ['1G', fixed(1, 'Autre bénéficiaire, hors du code')],
  ['1H', fixed(1, 'Autre destinataire, hors du code')],
  ['1I', upTo(38, 'Co-bénéficiaire, ligne 1 de l’adresse')],
  ['1J', upTo(38, 'Co-bénéficiaire, qualité ou titre')],
  ['1K', upTo(38, 'Co-bénéficiaire, prénom')],
  ['1L', upTo(38, 'Co-bénéficiaire, nom')],
  ['1M', upTo(38, 'Co-destinataire, ligne 1 de l’adresse')],
  ['1N', upTo(38, 'Co-destinataire, qualité ou titre')],
  ['1O', upTo(38, 'Co-destinataire, prénom')],
  ['1P', upTo(38, 'Co-destinataire, nom')],
  ['20', upTo(38, 'Lieu du service, ligne 2 de l’adresse')],
  ['21', upTo(38, 'Lieu du service, ligne 3 de l’adresse')],
  ['22', upTo(38, 'Lieu du service, ligne 4 de l’adresse')],
  ['23', upTo(38, 'Lieu du service, ligne 5 de l’adresse')],
  ['24', fixed(5, 'Lieu du service, code postal ou cedex')],
  ['25', upTo(32, 'Lieu du service, localité')],
  ['26', fixed(2, 'Lieu du service, pays')],
  ['27', upTo(38, 'Destinataire de la facture, ligne 2 de l’adresse')],
  ['28', upTo(38, 'Destinataire de la facture, ligne 3 de l’adresse')],
  ['29', upTo(38, 'Destinataire de la facture, ligne 4 de l’adresse')],
  ['2A', upTo(38, 'Destinataire de la facture, ligne 5 de l’adresse')],
  ['2B', fixed(5, 'Destinataire de la facture, code postal ou cedex')],
  ['2C', upTo(32, 'Destinataire de la facture, localité')],
  ['2D', fixed(2, 'Destinataire de la facture, pays')],
]);
