import { box, lines, paragraphs, rule, signature, specimenMark, text } from './drawing.ts';

const holder = ['Mme Aminata SPECIMEN', '12 rue des Exemples', '99000 SPECIMEN-SUR-ORB'];

/** A warning before being struck off the list of job seekers; agency, people and numbers are invented. */
export const warningLetter = (): string =>
  [
    lines(20, 25, ['AGENCE EMPLOI DE VALBOURG', 'organisme inventé'], { size: 4.4, bold: true }),
    lines(20, 40, ['3 place du Modèle', '99001 VALBOURG CEDEX', 'Tél. 00 00 00 00 00'], { size: 3.2 }),
    lines(120, 55, holder, { size: 3.8 }),
    lines(20, 80, ['Identifiant : 0000000 X', 'Référence à rappeler : AV-2026-000017'], { size: 3.4 }),
    text(120, 85, 'Valbourg, le 3 novembre 2026'),
    text(20, 102, 'Objet : avertissement avant radiation de la liste des demandeurs d’emploi', {
      size: 3.9,
      bold: true,
    }),
    paragraphs(20, 116, 170, [
      'Madame,',
      'Sauf erreur de notre part, vous n’étiez pas présente au rendez-vous prévu le 28 octobre 2026 à 9 h 15 avec votre conseiller, et nous n’avons pas reçu de justificatif.',
      'Vous pouvez présenter vos observations par écrit, avec les pièces qui expliquent cette absence (certificat médical, convocation, contrat, bulletin de salaire), dans le délai indiqué ci-dessous. Vous pouvez aussi demander à être entendue, accompagnée de la personne de votre choix.',
    ]),
    box(20, 178, 170, 20, '#f3f4f6'),
    text(25, 186, 'Date limite de réponse : 17 novembre 2026', { size: 4.2, bold: true }),
    text(25, 193, 'Passé cette date, une décision pourra être prise sans autre avis.', { size: 3.4 }),
    paragraphs(20, 210, 170, [
      'Vos observations doivent rappeler la référence de ce courrier. Conservez une preuve de leur envoi.',
      'Veuillez agréer, Madame, l’expression de notre considération distinguée.',
    ]),
    lines(125, 245, ['La directrice d’agence', 'Claude EXEMPLE'], { size: 3.6 }),
    signature(130, 265, 3),
    specimenMark(),
  ].join('');

/** The warning's envelope: its postmark is the only proof of when it was posted. */
export const envelope = (): string =>
  [
    `<rect x="4" y="30" width="202" height="105" fill="#f6f1e4" stroke="#a89f8a" stroke-width="0.5"/>`,
    lines(12, 42, ['AGENCE EMPLOI DE VALBOURG', '3 place du Modèle — 99001 VALBOURG CEDEX'], { size: 3.2 }),
    `<rect x="52" y="80" width="110" height="38" rx="2" fill="#fdfdfb" stroke="#b8b09c" stroke-width="0.3"/>`,
    lines(60, 92, holder, { size: 4.2 }),
    `<circle cx="172" cy="55" r="13" fill="none" stroke="#222a55" stroke-width="0.7"/>`,
    text(172, 51, 'VALBOURG PPDC', { size: 2.4, anchor: 'middle', ink: '#222a55' }),
    text(172, 57, '06-11-26', { size: 4, bold: true, anchor: 'middle', ink: '#222a55' }),
    text(172, 62, '00 (spécimen)', { size: 2.2, anchor: 'middle', ink: '#222a55' }),
    ...[0, 1, 2, 3].map(
      (wave) =>
        `<path d="M128 ${47 + wave * 5} q5 -3 10 0 t10 0 t10 0" fill="none" stroke="#222a55" stroke-width="0.6"/>`,
    ),
    text(105, 200, 'SPÉCIMEN — enveloppe inventée pour essais', { size: 4, anchor: 'middle', ink: '#b00020' }),
  ].join('');

/** A job application; `index` chooses the employer, so that two of them differ. */
export function application(index: number): string {
  const [employer, town, job, day] = [
    ['Boulangerie Modèle', 'Valbourg', 'de vendeuse', '12 octobre 2026'],
    ['Résidence Les Exemples', 'Orbeville', 'd’agente de service', '19 octobre 2026'],
    ['Transports Specimen', 'Valbourg', 'd’agente d’exploitation', '26 octobre 2026'],
  ][index % 3] ?? ['', '', '', ''];
  return [
    lines(20, 30, [...holder, 'Tél. 00 00 00 00 00']),
    lines(120, 60, [employer ?? '', 'Service du personnel', `99000 ${town}`]),
    text(120, 85, `Fait le ${day}`),
    text(20, 105, `Objet : candidature au poste ${job}`, { bold: true, size: 4 }),
    paragraphs(20, 122, 170, [
      'Madame, Monsieur,',
      `Votre annonce pour un poste ${job} à ${town} a retenu toute mon attention. J’ai travaillé quatre ans dans un commerce et deux ans dans une cantine ; je suis disponible tout de suite, le matin comme le soir.`,
      'Je connais les règles d’hygiène, la tenue d’une caisse et l’accueil. Vous trouverez mon curriculum vitæ avec cette lettre. Je serais heureuse de vous rencontrer au jour qui vous conviendra.',
      'Je vous prie d’agréer, Madame, Monsieur, mes salutations distinguées.',
    ]),
    text(130, 225, 'Aminata SPECIMEN'),
    signature(132, 240, index + 5),
    specimenMark(),
  ].join('');
}

/** A decision that asks money back: what a visitor comes to contest. */
export const decision = (): string =>
  [
    lines(20, 25, ['CAISSE DES AIDES DE VALBOURG', 'organisme inventé'], { size: 4.4, bold: true }),
    lines(120, 45, holder, { size: 3.8 }),
    lines(20, 66, ['N° d’allocataire : 0000000', 'Notification n° ND-2026-004211'], { size: 3.4 }),
    text(120, 75, 'Le 2 novembre 2026'),
    text(20, 94, 'Notification d’un trop-perçu', { size: 5, bold: true }),
    rule(20, 97, 190, 97, 0.5),
    paragraphs(20, 108, 170, [
      'Madame,',
      'Après examen de votre situation, il apparaît que vous avez perçu, de mai à août 2026, une somme de 1 248,60 € à laquelle vous n’aviez pas droit, au motif que vos ressources du trimestre n’ont pas été déclarées.',
      'Cette somme sera retenue sur vos prestations à venir, à raison de 104,05 € par mois, à compter de janvier 2027.',
    ]),
    box(20, 168, 170, 46, '#f3f4f6'),
    text(25, 176, 'Voies et délais de recours', { bold: true, size: 4 }),
    paragraphs(
      25,
      184,
      160,
      [
        'Vous pouvez contester cette décision dans un délai de deux mois à compter de sa réception, par un recours préalable adressé à la caisse, en joignant une copie de cette notification.',
        'Si vous ne pouvez pas payer, vous pouvez demander une remise ou un délai.',
      ],
      { size: 3.4 },
    ),
    lines(125, 235, ['Pour le directeur,', 'le service des droits']),
    signature(130, 252, 8),
    specimenMark(),
  ].join('');
