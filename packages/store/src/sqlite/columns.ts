import type { SQLOutputValue } from "node:sqlite";

/** A Row is what one statement answers with. */
export type Row = Readonly<Record<string, SQLOutputValue>>;

export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value === "number") return value;
  throw new TypeError(`${column} is not an integer`);
}

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value === "string") return value;
  throw new TypeError(`${column} is not a text`);
}

export function bytes(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`${column} is not a blob`);
}

export function instant(row: Row, column: string): Date {
  return new Date(integer(row, column));
}

/** Of a column that may be null. */
export function maybeInstant(row: Row, column: string): Date | undefined {
  return row[column] === null ? undefined : instant(row, column);
}
