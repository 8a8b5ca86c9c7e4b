/** `1-7,12` → 1…7 and 12, each once, in order; null when it is not such a list or names a page beyond 1,000. */
export function readPageRanges(text: string): number[] | null {
  const pages = new Set<number>();
  for (const part of text.split(',')) {
    const [, first, last = first] = /^\s*(\d{1,5})(?:-(\d{1,5}))?\s*$/.exec(part) ?? [];
    if (first === undefined || Number(first) < 1 || Number(last) < Number(first) || Number(last) > 1_000) return null;
    for (let page = Number(first); page <= Number(last); page++) pages.add(page);
  }
  return [...pages].sort((a, b) => a - b);
}
