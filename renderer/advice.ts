const spoken = ['paper_out', 'cover_open', 'busy', 'absent'] as const;
const otherNames: Readonly<Record<string, (typeof spoken)[number]>> = { disconnected: 'absent', offline: 'absent' };

/** The text that says what to do about a printer that says `status`. */
export function adviceText(status: string): string {
  const name = otherNames[status] ?? spoken.find((known) => known === status.replaceAll('-', '_'));
  return `screen.advice.${name ?? 'other'}`;
}
