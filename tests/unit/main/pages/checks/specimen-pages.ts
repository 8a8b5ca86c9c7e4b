/** French papers as SVG, in millimetres of A4. What is variable in them (`Filled`) is what two copies of one form differ by. */
export interface Filled {
  readonly name: string;
  readonly date: string;
  readonly amount: string;
  readonly signature: number;
}
export const filledOnce: Filled = { name: 'MARTIN NINA', date: '12 septembre 2026', amount: '452,30', signature: 1 };

const fonts = "'Noto Sans', 'DejaVu Sans', sans-serif";
const words =
  'Madame, Monsieur, vous avez déposé une demande de revenu de solidarité active. Après examen de votre situation, nous constatons que votre droit est suspendu à compter du premier octobre. Vous pouvez contester cette décision dans un délai de deux mois auprès de la commission de recours amiable, par courrier, en joignant une copie de la présente décision et les pièces utiles.'.split(
    ' ',
  );

const text = (x: number, y: number, size: number, line: string, style = ''): string =>
  `<text x="${x}" y="${y}" font-size="${size}" ${style}>${line}</text>`;
const box = (x: number, y: number, width: number, height: number, style: string): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" ${style}/>`;
const outlined = (colour: string, width = 0.3): string => `fill="none" stroke="${colour}" stroke-width="${width}"`;

/** Lines of running text, each begun a few words further on. */
function lines(
  from: number,
  count: number,
  { x = 20, size = 3.9, leading = 5.5, perLine = 11, style = '' } = {},
): string {
  return Array.from({ length: count }, (_, line) => {
    const taken = Array.from({ length: perLine }, (_, word) => words[(line * perLine + word) % words.length]);
    return text(x, from + line * leading, size, taken.join(' '), style);
  }).join('');
}

const signature = (x: number, y: number, kind: number, colour = '#23489b'): string => {
  const loops = Array.from({ length: 6 }, (_, i) => {
    const turn = Math.sin(kind * 3.1 + i * 1.7);
    return `q ${4 + turn} ${-14 - 5 * turn} ${7 + turn} ${3 * Math.cos(kind + i)}`;
  });
  return `<path d="M ${x} ${y} ${loops.join(' ')}" ${outlined(colour, 0.7)} stroke-linecap="round"/>`;
};

const rows = (count: number, build: (row: number) => string): string =>
  Array.from({ length: count }, (_, i) => build(i)).join('');
const ground = (colour: string): string => box(0, 0, 210, 297, `fill="${colour}"`);

function letter({ name, date, amount, signature: kind }: Filled): string {
  const head =
    text(20, 25, 4.4, 'Caisse d’allocations familiales', 'font-weight="bold"') +
    text(20, 31, 3.6, '12 rue des Lilas, 93000 Bobigny');
  const to =
    text(120, 50, 3.9, name) +
    text(120, 56, 3.9, '3 allée des Ormes, 93200 Saint-Denis') +
    text(120, 70, 3.9, `Bobigny, le ${date}`);
  const sum = text(20, 190, 3.9, `Montant versé : ${amount} euros`);
  return head + to + lines(90, 16) + sum + signature(130, 240, kind);
}

function cerfa({ name, date, amount, signature: kind }: Filled): string {
  const labels = ['Nom de naissance', 'Prénoms', 'Date', 'Commune', 'Adresse', 'Téléphone', 'Revenus', 'Courriel'];
  const entries = [
    name.split(' ')[0],
    name.split(' ')[1],
    date,
    'SAINT-DENIS',
    '3 ALLEE DES ORMES',
    '0612345678',
    amount,
    'NINA@EXEMPLE.FR',
  ];
  const field = (row: number): string => {
    const y = 50 + row * 22;
    const letters = [...(entries[row] ?? '')].map((sign, at) =>
      text(21.3 + at * 6, y + 9, 4.5, sign, 'fill="#1c2a70"'),
    );
    const boxes = rows(26, (at) => box(20 + at * 6, y + 3, 5, 7.5, 'fill="#fff" stroke="#66aaaa" stroke-width="0.2"'));
    return text(20, y, 3.2, labels[row] ?? '') + boxes + letters.join('');
  };
  const title =
    text(20, 30, 6, 'Demande de logement social', 'font-weight="bold"') + text(150, 20, 3, 'cerfa N° 14069*05');
  return box(8, 8, 194, 281, 'fill="#e3edf9"') + title + rows(labels.length, field) + signature(140, 260, kind);
}

function payslip({ name, date, amount }: Filled): string {
  const row = (at: number): string => {
    const y = 60 + at * 6;
    const base = (1800 + ((at * 733) % 900)).toFixed(2);
    const shade = at % 2 ? box(15, y, 180, 6, 'fill="#ddd"') : '';
    const cells =
      text(17, y + 4.2, 2.8, `Cotisation ${at} assurance`) +
      text(90, y + 4.2, 2.8, base) +
      text(130, y + 4.2, 2.8, `${(at * 0.37).toFixed(3)}`);
    return shade + cells + text(165, y + 4.2, 2.8, (at * 13.7).toFixed(2)) + box(15, y, 180, 6, outlined('#000', 0.2));
  };
  const head = box(15, 15, 180, 10, 'fill="#ccc"') + text(18, 22, 5, 'BULLETIN DE PAIE', 'font-weight="bold"');
  return (
    head +
    text(18, 35, 3.5, `${name}, période du ${date}`) +
    rows(33, row) +
    text(18, 275, 4, `Net à payer : ${amount}`)
  );
}

const card = (x: number, y: number, name: string): string =>
  box(x, y, 85.6, 54, 'rx="3" fill="#cfdcea" stroke="#9aa8b8" stroke-width="0.3"') +
  box(x + 5, y + 14, 22, 30, 'fill="#8b7468"') +
  `<circle cx="${x + 16}" cy="${y + 26}" r="7" fill="#c9a48c"/>` +
  text(x + 5, y + 8, 3.2, 'RÉPUBLIQUE FRANÇAISE', 'font-weight="bold"') +
  rows(4, (at) =>
    text(
      x + 32,
      y + 18 + at * 7,
      2.8,
      [`Nom : ${name}`, 'Née le : 12.05.1980', 'Lieu : PARIS', 'N° 120575301234'][at] ?? '',
    ),
  );

const grid = (): string =>
  rows(42, (at) => box(at * 5, 0, 0.2, 297, 'fill="#a9c3e6"')) +
  rows(60, (at) => box(0, at * 5, 210, 0.2, 'fill="#a9c3e6"'));

const table = (): string =>
  rows(54, (row) =>
    rows(9, (column) => text(column * 23.4 + 2, row * 5.5 + 4, 2.9, String(((row * 9 + column) * 7919) % 9973))),
  ) +
  rows(54, (row) => box(0, row * 5.5, 210, 0.25, 'fill="#000"')) +
  rows(9, (column) => box(column * 23.4, 0, 0.25, 297, 'fill="#000"'));

function receipt({ date, amount }: Filled): string {
  const item = (at: number): string =>
    text(66, 40 + at * 6, 3, `ARTICLE ${at} ........... ${(at * 1.83).toFixed(2)}`, 'fill="#555"');
  return (
    box(60, 12, 80, 170, 'fill="#fdfdfd" stroke="#ccc" stroke-width="0.4"') +
    text(66, 26, 3.6, `PHARMACIE ${date}`) +
    rows(20, item) +
    text(66, 172, 4, `TOTAL ${amount}`)
  );
}

const photos = (): string =>
  `<defs><linearGradient id="a" x2="1" y2="1"><stop stop-color="#123"/><stop offset="0.45" stop-color="#678"/><stop offset="0.6" stop-color="#eed"/><stop offset="1" stop-color="#222"/></linearGradient><radialGradient id="b"><stop stop-color="#fff3d0"/><stop offset="1" stop-color="#443322"/></radialGradient></defs>` +
  text(20, 20, 4.5, 'Photographies du logement, état des lieux') +
  box(20, 28, 170, 110, 'fill="url(#a)"') +
  box(20, 150, 120, 90, 'fill="url(#b)"') +
  lines(255, 4);

/** Pale waves all over the sheet, as diplomas and certificates have them. */
const guilloche = (): string =>
  rows(150, (at) => {
    const y = at * 2 - 2;
    return `<path d="M 0 ${y} q 13 9 26 0 t 26 0 t 26 0 t 26 0 t 26 0 t 26 0 t 26 0 t 28 0" ${outlined('#cfe0f2', 0.2)}/>`;
  });

const stamp = (): string =>
  `<circle cx="105" cy="125" r="23" ${outlined('#b34a5a', 1)} opacity="0.7"/>` +
  text(88, 124, 4.4, 'MAIRIE DE', 'fill="#b34a5a" opacity="0.7"') +
  text(86, 131, 4.4, 'SAINT-DENIS', 'fill="#b34a5a" opacity="0.7"');

/** Pages that a careful person takes as they are. */
export const goodPages = {
  letter,
  cerfa,
  payslip,
  'short letter': ({ name, amount, date }) =>
    text(25, 60, 4, `Reçu de ${name} la somme de ${amount} euros.`) + text(25, 75, 4, `Paris, le ${date}`),
  'identity card': ({ name }) => card(45, 60, name),
  'signature alone': ({ signature: kind }) => signature(120, 245, kind),
  'stamp alone': stamp,
  pencil: () => lines(40, 30, { size: 5, leading: 8, perLine: 8, style: 'fill="#b4b4b4" font-style="italic"' }),
  'squared paper': () =>
    grid() + lines(22, 26, { x: 25, size: 5, leading: 10, perLine: 8, style: 'fill="#1c2a70" font-style="italic"' }),
  'pink carbon copy': () => ground('#f6d0d8') + lines(40, 30, { style: 'fill="#7d5a86"' }),
  'yellowed sheet': () => ground('#d9c394') + lines(30, 44, { style: 'fill="#4a3a22"' }),
  poster: () =>
    ground('#1b3a5c') +
    text(20, 60, 10, 'Attestation de formation', 'fill="#fff"') +
    lines(90, 14, { size: 5, leading: 9, perLine: 8, style: 'fill="#fff"' }),
  photos,
  'table to the edges': table,
  receipt,
  'small print': () => lines(20, 74, { size: 2.5, leading: 3.5, perLine: 17 }),
  diploma: () => guilloche() + lines(70, 20, { size: 4.5, leading: 8, perLine: 9 }),
  certificate: () =>
    box(5, 5, 200, 287, outlined('#000', 1)) +
    box(7, 7, 196, 283, outlined('#000', 0.3)) +
    text(62, 60, 12, 'CERTIFICAT') +
    lines(100, 6),
  'two columns': () =>
    lines(25, 46, { x: 15, size: 3.1, leading: 5.4, perLine: 6 }) +
    lines(25, 46, { x: 112, size: 3.1, leading: 5.4, perLine: 6 }),
} as const satisfies Readonly<Record<string, (filled: Filled) => string>>;

/** Pages that are more than one: the visitor says whether that is meant. */
export const severalPages = {
  'two cards': ({ name }) => card(20, 30, name) + card(20, 150, 'DURAND LOUIS'),
  'two cards beside each other': ({ name }) => card(12, 40, name) + card(112, 40, 'DURAND LOUIS'),
} as const satisfies Readonly<Record<string, (filled: Filled) => string>>;

export const svgOf = (body: string, widthPx: number, heightPx: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}" viewBox="0 0 210 297" font-family="${fonts}">${ground('#fff')}${body}</svg>`;
