import type { Ask } from './asks.ts';

/** Faults that have words of their own; any other is a fault of the software, and says so. */
export const spokenFaults = [
  'busy',
  'jam',
  'no_paper',
  'cover_open',
  'trouble',
  'absent',
  'too_many_pages',
  'bad_page',
  'camera_absent',
  'camera_busy',
  'camera_refused',
  'camera_late',
  'camera_bad',
  'incomplete',
  'unsettled_page',
  'missing_field',
  'channel_not_allowed',
  'does_not_fit',
  'disk_full',
  'not_recorded',
  'no_printer',
  'no_code',
  'not_ours',
  'too_old',
  'no_room',
  'not_ready',
  'not_here',
  'internal',
] as const;
export type SpokenFault = (typeof spokenFaults)[number];

const otherNames: Readonly<Record<string, SpokenFault>> = {
  'no-tmpfs': 'no_room',
  'no-a4': 'no_printer',
  'no-such-procedure': 'not_here',
  'not-fileable': 'not_here',
};

/** The texts of a fault. The same word means another thing to a scanner and to the disk. */
export function faultText(ask: Ask['name'], code: string): SpokenFault {
  if (code === 'trouble' && ask === 'record') return 'not_recorded';
  // Nothing of the filing is at stake: it is recorded, and what was to be added can be given again.
  if ((code === 'trouble' || code === 'disk-full') && ask === 'posted') return 'internal';
  if (code === 'busy' && ask === 'openVisit') return 'not_ready';
  const name = code.replaceAll('-', '_');
  return otherNames[code] ?? spokenFaults.find((known) => known === name) ?? 'internal';
}

const mendedOtherwise: readonly SpokenFault[] = [
  'absent',
  'camera_refused',
  'too_many_pages',
  'incomplete',
  'unsettled_page',
  'missing_field',
  'channel_not_allowed',
  'does_not_fit',
  'not_ours',
  'too_old',
  'not_here',
  'no_printer',
];

/** Whether the same again may go better, a moment later or with the paper laid anew. */
export const retryMends = (text: SpokenFault): boolean => !mendedOtherwise.includes(text);
