import { box, lines, modules, paragraphs, rule, specimenMark, table, text } from './drawing.ts';
import { twoDDocRows } from './two-d-doc.ts';

/** A pay slip; `index` chooses the month, so that several differ. */
export function paySlip(index: number): string {
  const months = ['juillet', 'août', 'septembre', 'octobre'];
  const hours = [104, 96, 112, 88][index % 4] ?? 100;
  const gross = hours * 12.5;
  const euros = (amount: number) => amount.toFixed(2).replace('.', ',');
  const charge = (rate: number) => ['', euros(gross), `${euros(rate)} %`, euros((gross * rate) / 100)];
  const withheld = gross * (0.0698 + 0.0411 + 0.0686 + 0.0291);
  return [
    text(105, 22, 'BULLETIN DE PAIE', { size: 6, bold: true, anchor: 'middle' }),
    text(105, 30, `Période : ${months[index % 4]} 2026`, { anchor: 'middle' }),
    lines(
      20,
      42,
      ['BOULANGERIE MODÈLE (inventée)', '8 rue du Four — 99000 VALBOURG', 'SIRET 000 000 000 00000 — NAF 0000X'],
      { size: 3.2 },
    ),
    lines(120, 42, ['Mme Aminata SPECIMEN', 'Emploi : vendeuse', 'N° de salariée : 0017'], { size: 3.4 }),
    table(20, 66, [0, 74, 98, 124, 146], 170, [
      ['Libellé', 'Nombre', 'Base', 'Taux', 'Montant'],
      ['Salaire de base', String(hours), '12,50', '', euros(gross)],
      ['Assurance vieillesse plafonnée', ...charge(6.98)],
      ['Retraite complémentaire', ...charge(4.11)],
      ['CSG déductible', ...charge(6.86)],
      ['CSG et CRDS non déductibles', ...charge(2.91)],
      ['Total des retenues', '', '', '', euros(withheld)],
    ]),
    box(110, 118, 80, 16, '#f3f4f6'),
    text(115, 125, 'NET À PAYER', { bold: true, size: 4 }),
    text(185, 131, `${euros(gross - withheld)} €`, { bold: true, size: 5, anchor: 'end' }),
    table(20, 146, [0, 50, 90, 130], 170, [
      ['Congés payés', 'Acquis', 'Pris', 'Solde'],
      ['Année en cours', String(5 + index), '2', String(3 + index)],
    ]),
    paragraphs(
      20,
      172,
      170,
      ['Pour vous aider à faire valoir vos droits, conservez ce bulletin de paie sans limite de durée.'],
      { size: 3 },
    ),
    specimenMark(),
  ].join('');
}

/** A proof of address with its 2D-Doc, 22 mm wide as on real bills. */
export const proofOfAddress = (): string =>
  [
    text(20, 26, 'ÉLECTRICITÉ MODÈLE (fournisseur inventé)', { size: 4.6, bold: true }),
    lines(20, 36, ['Service clients : 00 00 00 00 00', 'N° client : 0 000 000 000'], { size: 3.2 }),
    lines(115, 52, ['Mme Aminata SPECIMEN', '12 rue des Exemples', '99000 SPECIMEN-SUR-ORB'], { size: 4 }),
    text(20, 84, 'Attestation de titulaire de contrat', { size: 6, bold: true }),
    text(20, 92, 'Valbourg, le 5 novembre 2026'),
    paragraphs(20, 106, 170, [
      'Nous attestons que Mme Aminata SPECIMEN est titulaire d’un contrat de fourniture d’électricité pour le logement désigné ci-dessous, contrat en cours à la date de ce document.',
    ]),
    table(20, 126, [0, 60], 170, [
      ['Lieu de consommation', 'Adresse'],
      ['Logement', '12 rue des Exemples, 99000 SPECIMEN-SUR-ORB'],
      ['Contrat depuis le', '1er mars 2024'],
      ['Puissance', '6 kVA'],
    ]),
    modules(24, 172, 22, twoDDocRows),
    text(24, 203, '2D-Doc', { size: 3.4, bold: true }),
    paragraphs(
      56,
      178,
      130,
      [
        'Ce code permet de vérifier les informations de ce justificatif. Il est ici inventé et sa signature est sans valeur.',
      ],
      { size: 3.2 },
    ),
    rule(20, 214, 190, 214),
    paragraphs(20, 222, 170, ['Cette attestation est remise pour servir et valoir ce que de droit.'], { size: 3.4 }),
    specimenMark(),
  ].join('');

/** One page of a long document: clearly different from every other, its number is on it in words a person reads. */
export function numbered(index: number): string {
  const words =
    'registre pièce relevé dossier courrier décision demande preuve copie date reçu visite agence rendez-vous attestation contrat loyer facture avis somme'.split(
      ' ',
    );
  let state = (index * 2654435761) >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
  const sentence = () => `${Array.from({ length: 14 }, () => words[next() % words.length]).join(' ')}.`;
  const mark = 20 + ((index * 37) % 150);
  return [
    text(105, 34, `exemplaire ${index}`, { size: 13, bold: true, anchor: 'middle' }),
    box(mark, 44, 20, 8, '#222'),
    paragraphs(20, 68, 170, Array.from({ length: 9 }, sentence), { size: 4 }),
    text(185, 272, `exemplaire ${index}`, { size: 4, anchor: 'end' }),
    specimenMark(),
  ].join('');
}
