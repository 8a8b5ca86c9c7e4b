import { z } from 'zod';
import { pinHashSchema } from './pin.ts';
import { department, timeZone, zonesOf } from './place.ts';
import { addressLines, distinct, identifier, line, phone } from './text.ts';

const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'write an hour, such as 09:00');
const weekday = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);

const opening = z
  .strictObject({ day: weekday, opens: clock, closes: clock })
  .refine((hours) => hours.opens < hours.closes, { path: ['closes'], message: 'is not later than opens' });

/** A volunteer or agent, known on paper and in the ledger by number only; an agent is salaried, a volunteer is not. */
const helper = z
  .strictObject({
    number: z.string().regex(/^[A-Z0-9]{1,8}$/, 'write 1 to 8 capital letters or digits, such as A12'),
    name: line(60),
    role: z.enum(['agent', 'volunteer']),
    /** Opens the staff's room of a kiosk; null or left out: this person has no way in. */
    pin: pinHashSchema.nullable().default(null),
  })
  .refine(({ role, pin }) => role === 'agent' || pin === null, {
    path: ['pin'],
    message: 'a volunteer confirms nothing for the desk; write null',
  });

/** The place where kiosks stand: what the receipt's head prints, and the zone and department its dates are counted in. */
export const deskSchema = z
  .strictObject({
    id: identifier,
    name: line(80),
    address: addressLines,
    phone: phone.nullable(),
    department,
    timeZone,
    hours: z.array(opening).max(28),
    helpers: z
      .array(helper)
      .max(200)
      .superRefine(distinct((person) => person.number, 'this number')),
  })
  .superRefine((desk, context) => {
    const zones = zonesOf(desk.department);
    if (!zones.includes(desk.timeZone))
      context.addIssue({
        code: 'custom',
        path: ['timeZone'],
        message: `is not the time of department ${desk.department}; write ${zones.join(' or ')}`,
      });
  });

export const kioskSchema = z.strictObject({ id: identifier, name: line(80) });
