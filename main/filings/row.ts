import type { SQLOutputValue } from 'node:sqlite';

/** One row of the store. A column of another type than asked for is a bug: tables are STRICT. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new Error(`column ${column} is no text`);
  return value;
}

export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new Error(`column ${column} is no integer`);
  return value;
}

export function blob(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw new Error(`column ${column} is no blob`);
  return value;
}

export const integerOrNull = (row: Row, column: string): number | null =>
  row[column] === null ? null : integer(row, column);

export const textOrNull = (row: Row, column: string): string | null =>
  row[column] === null ? null : text(row, column);

/** A value of a closed list, as the table's CHECK promises it. */
export function member<T extends string>(row: Row, column: string, values: readonly T[]): T {
  const found = values.find((value) => value === row[column]);
  if (found === undefined) throw new Error(`column ${column} holds no known value`);
  return found;
}
