/** JSON of plain values with its fields in order and undefined ones left out: equal values give equal texts. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_field, inner: unknown) => (isRecord(inner) ? ordered(inner) : inner));
}

function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function ordered(record: object): object {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
