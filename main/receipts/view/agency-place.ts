import type { Bundle } from '../../../kiosk-config/schema/bundle.ts';
import { zonesOf } from '../../../kiosk-config/schema/place.ts';
import type { AgencyPlace } from '../../../shared/deadlines/holidays.ts';
import type { Procedure } from '../../../shared/procedure.ts';

/** Whose holidays and clocks count: the agency's department where it is known, else the desk's. */
export function placeOfAgency({ agencies, desk, holidays }: Bundle, procedure: Procedure): AgencyPlace {
  const department = agencies[procedure.organisme.code]?.department ?? desk.department;
  if (department !== desk.department) {
    return { department, timeZone: zonesOf(department)[0] ?? desk.timeZone };
  }
  const localHolidays = holidays.localDays.map(({ month, day }) => ({ month, day }));
  return { department, timeZone: desk.timeZone, localHolidays };
}
