import { plain } from "./plain.ts";

/** JSON of plain values with its fields in order and undefined ones left out: equal values give equal texts. `fields` are the outermost ones, in order, where they are known. */
export function canonical(value: object, fields = inOrder(Object.keys(value))): string {
  return JSON.stringify(plain(value, inOrder, fields));
}

function inOrder(names: string[]): readonly string[] {
  return names.toSorted();
}
