import { expect, test } from 'vitest';
import { agencyPlace } from '../../../kiosk-config/schema/agency-place.ts';
import { readBundle } from '../../../kiosk-config/schema/bundle.ts';
import { demoWith } from './demo-bundle.ts';

const localDays = [{ month: 12, day: 20, name: 'Abolition de l’esclavage' }];
const read = readBundle(
  demoWith(
    [['desk', 'department'], '974'],
    [['desk', 'timeZone'], 'Indian/Reunion'],
    [['holidays', 'localDays'], localDays],
  ),
);
if (!read.ok) throw new Error(read.fault.message);
const bundle = read.value;

test('an agency of the desk’s department keeps the desk’s clock and its local days', () => {
  expect(agencyPlace(bundle, 'CAF')).toEqual({
    department: '974',
    timeZone: 'Indian/Reunion',
    localHolidays: localDays,
  });
});

test('an agency in Paris counts in Paris, without the desk’s local days', () => {
  expect(agencyPlace(bundle, 'CNIL')).toEqual({ department: '75', timeZone: 'Europe/Paris' });
});

test('a code that nobody wrote counts as the desk’s, whatever it is called', () => {
  for (const code of ['NOPE', 'toString', '__proto__']) expect(agencyPlace(bundle, code).department).toBe('974');
});
