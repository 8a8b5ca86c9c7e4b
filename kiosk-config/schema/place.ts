import { z } from 'zod';

/** Overseas departments and territories with the IANA zones they keep; everything else keeps Europe/Paris. */
const overseasZones: Readonly<Record<string, readonly string[]>> = {
  '971': ['America/Guadeloupe'],
  '972': ['America/Martinique'],
  '973': ['America/Cayenne'],
  '974': ['Indian/Reunion'],
  '975': ['America/Miquelon'],
  '976': ['Indian/Mayotte'],
  '977': ['America/St_Barthelemy'],
  '978': ['America/Marigot'],
  '984': ['Indian/Kerguelen'],
  '986': ['Pacific/Wallis'],
  '987': ['Pacific/Tahiti', 'Pacific/Marquesas', 'Pacific/Gambier'],
  '988': ['Pacific/Noumea'],
};

const metropolitan = Array.from({ length: 95 }, (_, index) => String(index + 1).padStart(2, '0')).filter(
  (code) => code !== '20',
);

/** INSEE codes: 01–95 with 2A and 2B for Corsica, and the overseas ones. */
export const departmentCodes: ReadonlySet<string> = new Set([
  ...metropolitan,
  '2A',
  '2B',
  ...Object.keys(overseasZones),
]);

export const department = z
  .string()
  .refine((code) => departmentCodes.has(code), 'is no French department; write its INSEE code, such as 59, 2A or 974');

function isZone(name: string): boolean {
  if (!/^[A-Z][A-Za-z]+\/[A-Za-z_/-]+$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const timeZone = z
  .string()
  .refine(isZone, 'is no time zone; write an IANA name, such as Europe/Paris or Indian/Reunion');

/** The zones in which a desk of this department can stand. */
export function zonesOf(code: string): readonly string[] {
  return overseasZones[code] ?? ['Europe/Paris'];
}
