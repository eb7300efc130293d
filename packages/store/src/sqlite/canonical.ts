import { plain } from "./plain.ts";

/** JSON of plain values with its fields in order and undefined ones left out: equal values give equal texts. */
export function canonical(value: unknown): string {
  return JSON.stringify(plain(value, (names) => names.toSorted()));
}
