import type { Declaring } from "../config/config.ts";

/** Where errors come from, so that they can say so. */
const places = new WeakMap<Error, string>();

/** `rekey.yaml:14:3, declarations.cache-app`, where an error came of a declaration. */
export function placeOf(error: unknown): string | undefined {
  return error instanceof Error ? places.get(error) : undefined;
}

/** Says of an error which declaration it came of. */
export function placed<E>(error: E, { where }: Declaring): E {
  if (error instanceof Error) places.set(error, where);
  return error;
}

/** Passes an error on, with its declaration. */
export function at(declaring: Declaring): (error: unknown) => never {
  return (error) => {
    throw placed(error, declaring);
  };
}
