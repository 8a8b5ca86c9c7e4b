import type { AgencyPlace } from '../../shared/deadlines/holidays.ts';
import type { Bundle } from './bundle.ts';
import { zonesOf } from './place.ts';

/**
 * Where the agency of a procedure counts its days: its own department, else the desk's.
 * @param code `organisme.code` of the catalogue; an unknown one counts as the desk's
 */
export function agencyPlace(bundle: Bundle, code: string): AgencyPlace {
  const { desk } = bundle;
  const agency = Object.hasOwn(bundle.agencies, code) ? bundle.agencies[code] : undefined;
  const department = agency?.department ?? desk.department;
  if (department === desk.department)
    return { department, timeZone: desk.timeZone, localHolidays: bundle.holidays.localDays };
  return { department, timeZone: zonesOf(department)[0] ?? desk.timeZone };
}
