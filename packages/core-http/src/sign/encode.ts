/** Percent-encodes everything but `A-Z a-z 0-9 - _ . ~`, as canonical requests want it. Throws a URIError for half a surrogate pair. */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A Query as a Call carries it; a list repeats its name. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** Writes a query sorted by name, then by value, both encoded: the one form that is sent and signed. An empty value keeps its `=`. */
export function queryOf(query: Query = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    valuesOf(value).map((one) => [encode(name), encode(one)] as const),
  );
  const sorted = pairs.toSorted(([a, x], [b, y]) => compare(a, b) || compare(x, y));
  return sorted.map(([name, value]) => `${name}=${value}`).join("&");
}

function valuesOf(value: Query[string]): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "object" ? value : [String(value)];
}

/** Orders texts by their code units, in no locale. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
