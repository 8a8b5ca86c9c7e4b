import type {
  FilingStatus,
  Procedure,
  ReadCode,
  Recorded,
  Review,
  ScannedPage,
} from '../../../renderer/journey/state.ts';
import type { KioskState } from '../../../shared/contract/kiosk.ts';

/** Invented answers: one procedure that is filed here, one that is not. */
export const kiosk: KioskState = {
  demo: true,
  unsafeHost: false,
  kioskName: 'Borne inventée',
  desk: { name: 'Accueil inventé', address: ['1 rue Inventée'], phone: '03 53 01 00 59' },
  languages: ['fr', 'en'],
  timeZone: 'Europe/Paris',
  printer: 'ready',
  scanner: 'ready',
  camera: null,
  urgent: 0,
  virtual: { printer: true, scanner: true },
};

const dates: Procedure['dates'] = [
  {
    label: 'Répondre dans les 10 jours',
    date: '2026-12-03',
    when: 'Au plus tard le jeudi 3 décembre 2026',
    left: 8,
    certain: true,
  },
  { label: 'Recours', date: null, when: 'Comptez 2 mois après la décision', left: null, certain: false },
];

export const fileable: Procedure = {
  id: 'invented-filed',
  title: 'Répondre à une lettre',
  plain: 'Une lettre inventée.',
  agency: 'Agence inventée',
  agencyCode: 'FT',
  domain: 'emploi',
  fileable: true,
  documents: [
    {
      code: 'letter',
      label: 'La lettre',
      need: 'oui',
      original: false,
      age: { atMost: 3, atLeast: null, unit: 'months' },
      note: null,
      advice: null,
    },
    {
      code: 'proofs',
      label: 'Les preuves',
      need: 'selon_situation',
      original: false,
      age: null,
      note: null,
      advice: null,
    },
  ],
  fields: [
    { code: 'received', label: 'Date de la lettre', type: 'date', channels: ['counter', 'post'], neededBy: [] },
    { code: 'name', label: 'Votre nom', type: 'texte', channels: ['post'], neededBy: ['post'] },
  ],
  dates,
  free: { isFree: true, note: null },
  routes: {
    online: [],
    phone: [{ number: '3949', note: null }],
    post: 'Adresse de la lettre',
    counters: ['Agence'],
  },
  letter: true,
  channels: [
    { id: 'counter', cost: 'free', needsOriginals: false },
    { id: 'post', cost: 'stamp', needsOriginals: false },
  ],
  stopped: [],
};

export const notFileable: Procedure = {
  ...fileable,
  id: 'invented-shown',
  fileable: false,
  fields: [],
  channels: [],
  letter: false,
};

export const code: ReadCode = {
  kind: '2d-doc',
  issuer: 'Fournisseur inventé',
  issuedOn: '2026-11-05',
  signature: 'valid',
  address: { holder: 'MME SPECIMEN', lines: ['12 RUE INVENTEE', '99000 SPECIMEN'] },
};

export const page: ScannedPage = {
  id: 'page-1',
  document: 'letter',
  rank: 1,
  image: '/page/1',
  widthPx: 1654,
  heightPx: 2339,
  code: null,
  verdict: 'good',
  concerns: [],
  settled: true,
  sameAs: null,
  scans: 1,
};

/** Behind it, a page that waits for the visitor's word. */
export const doubtful: ScannedPage = {
  ...page,
  id: 'page-2',
  rank: 2,
  verdict: 'ask',
  concerns: ['blank'],
  settled: false,
};

export const review = (complete: boolean, pages: ScannedPage[] = complete ? [page] : []): Review => ({
  documents: [
    { code: 'letter', label: 'La lettre', pages, missing: pages.length === 0, issued: null },
    { code: 'proofs', label: 'Les preuves', pages: [], missing: false, issued: null },
  ],
  complete,
});

export const recorded: Recorded = {
  number: 'K7P2-9QXM-4',
  preparedAt: '2026-11-23T10:00:00Z',
  pages: 1,
  channels: ['counter'],
  paper: '/paper/1',
  dates,
};

export const status: FilingStatus = {
  number: recorded.number,
  state: 'prepared',
  preparedAt: recorded.preparedAt,
  pages: 1,
  states: [{ state: 'prepared', channel: null, at: recorded.preparedAt }],
  waitingFor: 'agent',
  post: 'waiting',
};
