import { fileURLToPath } from "node:url";

const URL_IN_FRAME = /file:\/\/\/[^):]*/g;
const HOOK = "prepareStackTrace";

/**
 * Pulumi reads out of a stack trace where a resource was made, and keeps it in the state relative to the program. It takes the URL of an ES module
 * for a relative path, so that an absolute path of the machine would stand there. Until what this answers is called, traces name files by their paths.
 */
export function withoutPaths(): () => void {
  const before: unknown = Reflect.get(Error, HOOK);
  Error.prepareStackTrace = (error, frames) => {
    const written: unknown =
      typeof before === "function"
        ? Reflect.apply(before, Error, [error, frames])
        : // oxlint-disable-next-line typescript/no-base-to-string -- V8's own call sites write themselves
          [String(error), ...frames].join("\n    at ");
    return typeof written === "string" ? written.replaceAll(URL_IN_FRAME, (url) => fileURLToPath(url)) : written;
  };
  return () => void Reflect.set(Error, HOOK, before);
}
