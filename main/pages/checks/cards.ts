import { countedMost, type PageView } from './page-view.ts';

/** Pixels of `small` along a square of ground: 0.75 mm on A4, less than what lies between two lines of print. */
const cellPx = 3;
/** A card's tint or outline differs by so much from the ground it lies on. */
const leastStep = 12;
/** Cards have 54 × 86 mm (ISO 7810), passports' pages 88 × 125, till receipts 57 to 80 mm across. By A4's short side of 210 mm. */
const [shortFrom, shortTo, longTo] = [40 / 210, 95 / 210, 200 / 210];
/** Of its box a card fills so much, crooked by some degrees and with round corners. */
const leastSolid = 0.75;
/** Of all that lies on the page, a paper with a picture or a frame in it has more beside. */
const mostBeside = 0.04;
/** The scanner's border. */
const borderShare = 0.02;

/** A box of cells, its ends excluded, and how many of them are the piece's. */
interface Piece {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly cells: number;
}

/**
 * The bare ground between the two nearest of the cards on a page where nothing else lies, in per cent of the page's short side; 0 when there
 * are not two. A card is a closed shape of its size: tinted or outlined; paragraphs are open between their lines.
 */
export function groundBetweenCards(view: PageView): number {
  const ground = groundOf(view);
  const short = Math.min(ground.columns, ground.rows);
  const border = borderShare * short;
  const pieces = piecesOf(ground).filter(
    ({ left, right, top, bottom }) =>
      right > border && bottom > border && left < ground.columns - border && top < ground.rows - border,
  );
  const cards = pieces.filter((piece) => isCard(piece, short));
  const lying = pieces.reduce((sum, { cells }) => sum + cells, 0);
  const onCards = cards.reduce((sum, { cells }) => sum + cells, 0);
  if (cards.length < 2 || lying - onCards > mostBeside * lying) return 0;
  let nearest = Number.POSITIVE_INFINITY;
  cards.forEach((card, at) => {
    for (const other of cards.slice(at + 1)) nearest = Math.min(nearest, gap(card, other));
  });
  return (100 * nearest) / short;
}

function isCard({ left, right, top, bottom, cells }: Piece, pageShort: number): boolean {
  const [short, long] = [Math.min(right - left, bottom - top), Math.max(right - left, bottom - top)];
  const isItsSize = short >= shortFrom * pageShort && short <= shortTo * pageShort && long <= longTo * pageShort;
  return isItsSize && cells >= leastSolid * (right - left) * (bottom - top);
}

const gap = (a: Piece, b: Piece): number =>
  Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom, 0);

/** What a cell is: bare (0), lain on, bare and reached from the edge of the page, or told to be of a piece. */
const [lainOn, outside, told] = [1, 2, 3];

interface Ground {
  readonly cells: Uint8Array;
  readonly columns: number;
  readonly rows: number;
}

function groundOf({ small, counts, noise }: PageView): Ground {
  const { data, width } = small;
  const [columns, rows] = [Math.floor(width / cellPx), Math.floor(small.height / cellPx)];
  const cells = new Uint8Array(columns * rows);
  const usual = countedMost(counts);
  const least = Math.max(leastStep, 4 * noise);
  const [from, to] = [usual - least, usual + least];
  for (let y = 0; y < rows * cellPx; y++) {
    const row = Math.floor(y / cellPx) * columns;
    for (let column = 0, at = y * width; column < columns; column++)
      for (let i = 0; i < cellPx; i++, at++) {
        const level = data[at] as number;
        if (level < from || level > to) cells[row + column] = lainOn;
      }
  }
  const ground = { cells, columns, rows };
  for (let column = 0; column < columns; column++)
    for (const start of [column, (rows - 1) * columns + column]) flood(ground, start, lainOn, outside);
  for (let row = 0; row < rows; row++)
    for (const start of [row * columns, row * columns + columns - 1]) flood(ground, start, lainOn, outside);
  return ground;
}

function piecesOf(ground: Ground): Piece[] {
  const pieces: Piece[] = [];
  for (let start = 0; start < ground.cells.length; start++) {
    const piece = flood(ground, start, outside, told);
    if (piece !== null) pieces.push(piece);
  }
  return pieces;
}

/** Marks every cell below a state that is reached from `start` over sides; null when `start` is none. */
function flood({ cells, columns, rows }: Ground, start: number, below: number, mark: number): Piece | null {
  if ((cells[start] as number) >= below) return null;
  let [left, right, top, bottom, count] = [columns, 0, rows, 0, 0];
  cells[start] = mark;
  const stack = [start];
  for (let cell = stack.pop(); cell !== undefined; cell = stack.pop()) {
    const y = Math.floor(cell / columns);
    const x = cell - y * columns;
    count++;
    if (x < left) left = x;
    if (x >= right) right = x + 1;
    if (y < top) top = y;
    if (y >= bottom) bottom = y + 1;
    if (x > 0 && (cells[cell - 1] as number) < below) stack.push(marked(cells, cell - 1, mark));
    if (x < columns - 1 && (cells[cell + 1] as number) < below) stack.push(marked(cells, cell + 1, mark));
    if (y > 0 && (cells[cell - columns] as number) < below) stack.push(marked(cells, cell - columns, mark));
    if (y < rows - 1 && (cells[cell + columns] as number) < below) stack.push(marked(cells, cell + columns, mark));
  }
  return { left, right, top, bottom, cells: count };
}

function marked(cells: Uint8Array, cell: number, mark: number): number {
  cells[cell] = mark;
  return cell;
}
