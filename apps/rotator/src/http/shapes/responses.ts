/** A reference to a part of the document. */
export function ref(name: string): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}

/** A response that holds one part of the document as JSON. */
export function holding(name: string, description: string) {
  return { description, content: { "application/json": { schema: ref(name) } } };
}

/** A problem of RFC 9457. */
export const problem = { $ref: "#/components/responses/Problem" } as const;

/** What every route may answer instead. */
export const problems = {
  400: problem,
  401: problem,
  403: problem,
  414: problem,
  429: problem,
  500: problem,
  503: problem,
} as const;

/** The same, for a route with a name in its path. */
export const named = { ...problems, 404: problem } as const;

/** The same, for a route that takes a body. */
export const taking = { ...named, 409: problem, 413: problem, 415: problem, 422: problem } as const;
