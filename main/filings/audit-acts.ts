/** What is written down of the staff's room: who came in, who tried a PIN, and what was done there. */
export const auditActs = [
  'tried',
  'entered',
  'left',
  'opened',
  'observed',
  'printed-pack',
  'printed-claim',
  'printed-evidence',
] as const;
export type AuditAct = (typeof auditActs)[number];

/** What the room may say of itself; the rest is written down by the core. */
export const printActs = ['printed-pack', 'printed-claim', 'printed-evidence'] as const satisfies readonly AuditAct[];
export type PrintAct = (typeof printActs)[number];
