import { contentWidth, ink, page, type Sheet, type TextLook } from './sheet.ts';

export interface Column {
  readonly title: string;
  /** Share of the page's width; all shares add up to 1. */
  readonly share: number;
  readonly look?: TextLook;
}

const gap = 10;
const padding = 5;

/** Draws a table whose rows are never torn; its head is repeated on every page. */
export function drawTable(sheet: Sheet, columns: readonly Column[], rows: readonly (readonly string[])[]): void {
  const places = columns.map((column, i) => {
    const before = columns.slice(0, i).reduce((sum, { share }) => sum + share, 0);
    return { x: page.left + before * contentWidth, width: column.share * contentWidth - gap, look: column.look ?? {} };
  });
  const heightOf = (cells: readonly string[], extra: TextLook): number =>
    Math.max(...places.map(({ width, look }, i) => sheet.heightOf(cells[i] ?? '', width, { ...look, ...extra })));
  const draw = (cells: readonly string[], extra: TextLook): void => {
    const height = heightOf(cells, extra);
    places.forEach(({ x, width, look }, i) => {
      sheet.textAt(cells[i] ?? '', x, sheet.y + padding, width, { ...look, ...extra });
    });
    sheet.skip(height + 2 * padding);
    sheet.rule();
  };
  const headLook: TextLook = { size: 9, weight: 'regular', color: ink.soft };
  const titles = columns.map(({ title }) => title);
  const head = (): void => draw(titles, headLook);
  sheet.ensure(heightOf(titles, headLook) + heightOf(rows[0] ?? [], {}) + 4 * padding);
  head();
  for (const row of rows) {
    const needed = heightOf(row, {}) + 2 * padding;
    if (sheet.y + needed > sheet.bottom) {
      sheet.newPage();
      head();
    }
    draw(row, {});
  }
}

/** Parts that stand side by side, each a list of lines; the tallest counts. */
export function drawColumns(
  sheet: Sheet,
  parts: readonly (readonly { readonly text: string; readonly look?: TextLook }[])[],
): void {
  const width = (contentWidth - (parts.length - 1) * 2 * gap) / parts.length;
  const lineGap = 2;
  const heights = parts.map((lines) =>
    lines.reduce((sum, { text, look }) => sum + sheet.heightOf(text, width, look) + lineGap, 0),
  );
  sheet.ensure(Math.max(...heights));
  parts.forEach((lines, i) => {
    let y = sheet.y;
    for (const { text, look } of lines) {
      y += sheet.textAt(text, page.left + i * (width + 2 * gap), y, width, look) + lineGap;
    }
  });
  sheet.skip(Math.max(...heights));
}
