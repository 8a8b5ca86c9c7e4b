/** The camera that a scanner's name lists: a part of its label, empty for any; null: the scanner is none. Loads nothing: a start asks it first. */
export function cameraOf(scanner: string): string | null {
  const [, label] = /^camera:([^\p{Cc}]{0,100})$/u.exec(scanner) ?? [];
  return label?.trim() ?? null;
}
