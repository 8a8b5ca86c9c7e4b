/**
 * Reads the small XML of eSCL by names alone, whatever prefix a firmware gives them. Nothing is expanded: no entity, no DTD,
 * no include, so a hostile scanner has nothing to expand; each search goes once over a text that was bounded before.
 */
export type Xml = string;

/** Comments hide tags on some firmwares (HP's disclaimer). */
export const readXml = (text: string): Xml => text.replaceAll(/<!--[\s\S]*?(?:-->|$)/g, '');

/** What stands inside each element of this name, in order; elements of one name are never nested in eSCL. */
export function sections(xml: Xml, name: string): readonly Xml[] {
  const found: Xml[] = [];
  const opening = new RegExp(`<(?:[\\w.-]+:)?${name}(?:\\s[^<>]*)?(/?)>`, 'g');
  const closing = new RegExp(`</(?:[\\w.-]+:)?${name}\\s*>`, 'g');
  for (let open = opening.exec(xml); open !== null; open = opening.exec(xml)) {
    if (open[1] === '/' || open[0].endsWith('/>')) continue;
    closing.lastIndex = opening.lastIndex;
    const close = closing.exec(xml);
    if (close === null) break;
    found.push(xml.slice(opening.lastIndex, close.index));
    opening.lastIndex = closing.lastIndex;
  }
  return found;
}

export const section = (xml: Xml, name: string): Xml | null => sections(xml, name)[0] ?? null;

/** The texts of the elements of this name that hold no others. */
export const texts = (xml: Xml, name: string): readonly string[] =>
  sections(xml, name)
    .filter((inside) => !inside.includes('<'))
    .map((inside) => plain(inside).trim());

export const textOf = (xml: Xml, name: string): string | null => texts(xml, name)[0] ?? null;

/** A whole number of 0 or more, null for anything else. */
export function numberOf(xml: Xml, name: string): number | null {
  const text = textOf(xml, name);
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** XML's five own entities (XML 1.0, 4.6); names of devices hold no others. */
const plain = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|quot|apos);/g, (whole, name: string) => entities[name] ?? whole);
