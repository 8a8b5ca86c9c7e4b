import { expect, test } from 'vitest';
import { proceduresSchema } from '../../../kiosk-config/schema/procedure.ts';
import {
  allowedChannels,
  documentByCode,
  fieldsFor,
  type Procedure,
  requiredDocuments,
} from '../../../shared/procedure.ts';
import { catalogue } from './demo-bundle.ts';

const procedures = proceduresSchema.parse(catalogue());
const byId = (id: string): Procedure => {
  const found = procedures.find((procedure) => procedure.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};

test('all 47 procedures validate', () => {
  expect(procedures).toHaveLength(47);
});

test('what needs the person or the original leaves by no channel', () => {
  const locked = procedures.filter(({ regles }) => regles.presenceObligatoire || regles.originalExige);
  expect(locked.map(({ id }) => id).sort()).toEqual([
    'ccas-domiciliation',
    'cpam-ame',
    'cpam-arret-travail',
    'titres-cni-passeport-majeur',
  ]);
  for (const procedure of locked) expect(allowedChannels(procedure), procedure.id).toEqual([]);
});

test('everything else can be handed over at the counter, and only the counter and the post are offered', () => {
  for (const procedure of procedures.filter(({ regles }) => !regles.presenceObligatoire && !regles.originalExige)) {
    expect(allowedChannels(procedure), procedure.id).toContain('counter');
    for (const channel of allowedChannels(procedure)) expect(['counter', 'post'], procedure.id).toContain(channel);
  }
});

test('the post is offered only where a postal way is known, no original is asked and no online service is compulsory', () => {
  for (const procedure of procedures.filter(({ depot }) => depot.includes('post'))) {
    expect(procedure.canaux.postal, procedure.id).not.toBeNull();
    expect(
      procedure.pieces.some((piece) => piece.originalExige),
      procedure.id,
    ).toBe(false);
    expect(procedure.teleserviceObligatoire, procedure.id).not.toBe(true);
  }
  expect(byId('anef-renouvellement-titre').depot).toEqual(['counter']);
  expect(byId('pref-naturalisation').depot).toEqual(['counter']);
  expect(byId('caf-contestation').depot).toEqual(['counter', 'post']);
});

test('the counter asks for nothing; the post asks who writes to whom', () => {
  for (const procedure of procedures) {
    expect(
      fieldsFor(procedure, 'counter').filter((field) => field.required),
      procedure.id,
    ).toEqual([]);
    const wanted = fieldsFor(procedure, 'post')
      .filter((field) => field.required)
      .map((field) => field.code);
    const needed = procedure.destinataire ? ['nom', 'adresse'] : ['nom', 'adresse', 'destinataire'];
    expect(wanted, procedure.id).toEqual(procedure.depot.includes('post') ? needed : []);
    expect(fieldsFor(procedure, 'https'), procedure.id).toEqual([]);
  }
});

test('each date that can be counted has its start date among the fields, optional', () => {
  for (const procedure of procedures)
    for (const delai of procedure.delais) {
      const field = procedure.champs.find(({ code }) => code === delai.declencheur);
      expect(field?.type, `${procedure.id} ${delai.declencheur}`).toBe(delai.duree === null ? undefined : 'date');
      expect(field?.exigePar ?? [], procedure.id).toEqual([]);
    }
});

test('documents are found by their code, and only those asked of everybody are required', () => {
  const procedure = byId('ft-reponse-avertissement');
  expect(requiredDocuments(procedure).map(({ code }) => code)).toEqual(['avertissement', 'preuves']);
  expect(requiredDocuments(byId('caf-contestation')).map(({ code }) => code)).toEqual(['decision', 'lettre']);
  expect(documentByCode(procedure, 'preuves')?.obligatoire).toBe('oui');
  expect(documentByCode(procedure, 'toString')).toBeNull();
});

test('only the procedures whose whole way is built are walked to the end on screen', () => {
  expect(
    procedures
      .filter(({ parcours }) => parcours === 'depot')
      .map(({ id }) => id)
      .sort(),
  ).toEqual(['caf-contestation', 'ft-reponse-avertissement']);
});
