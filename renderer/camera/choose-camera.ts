/** A camera as the browser names it: « HD Webcam (0c45:6366) », maker and model in its label, and where it looks if it says so. */
export interface NamedCamera {
  readonly label: string;
  readonly facing: readonly string[];
}

/** A camera over a desk says so in its own name. */
const overDesk = /document|overhead|visuali[sz]er|back|rear/i;

/**
 * The camera that is meant: the first whose label has this part, in large or small letters; without one the one that faces the desk, or the only
 * one that does not say it faces the person: nobody's face is taken for a paper. Never by its place on the bus or by the browser's own id, which change. null: it is not there.
 */
export function chooseCamera<C extends NamedCamera>(cameras: readonly C[], name: string): C | null {
  const wanted = name.toLowerCase();
  if (wanted !== '') return cameras.find(({ label }) => label.toLowerCase().includes(wanted)) ?? null;
  const [other, ...others] = cameras.filter(({ facing }) => !facing.includes('user'));
  return (
    cameras.find(({ facing }) => facing.includes('environment')) ??
    cameras.find(({ label }) => overDesk.test(label)) ??
    (others.length === 0 ? (other ?? null) : null)
  );
}
