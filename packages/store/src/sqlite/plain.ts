const asTheyAre = (names: string[]): readonly string[] => names;

/**
 * A value as JSON writes it, its undefined fields left out and the others in the order that is wanted. JSON.stringify has a way for values of which none
 * writes itself, many times as fast: with what it takes to make them so, a row is written in two thirds of the time.
 */
export function plain(value: unknown, inOrder = asTheyAre, names?: readonly string[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((inner) => plain(inner, inOrder));
  if ("toJSON" in value && typeof value.toJSON === "function") return value.toJSON();
  const fields: Record<string, unknown> = {};
  for (const name of names ?? inOrder(Object.keys(value))) {
    const inner: unknown = Reflect.get(value, name);
    if (inner !== undefined) put(fields, name, plain(inner, inOrder));
  }
  return fields;
}

function put(fields: Record<string, unknown>, name: string, value: unknown): void {
  // Assigned, this one would be no field.
  if (name === "__proto__") Object.defineProperty(fields, name, { value, enumerable: true });
  else fields[name] = value;
}
