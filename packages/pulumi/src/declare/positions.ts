import { fileURLToPath } from "node:url";

const URL_IN_FRAME = /file:\/\/\/[^):]*/g;
const HOOK = "prepareStackTrace";

/**
 * Pulumi reads out of a stack trace where a resource was made, and keeps it in the state relative to the program. It takes the URL of an ES module
 * for a relative path, so that an absolute path of the machine would stand there. Until what this answers is called, traces name files by their paths.
 * They also have no frames but for who asks for all of them, as Pulumi then does: it keeps a trace of every property too, for a message about its
 * own faults, and a program with hundreds of resources would spend most of its time on these.
 */
export function withoutPaths(): () => void {
  const before: unknown = Reflect.get(Error, HOOK);
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  Error.prepareStackTrace = (error, frames) => {
    const written: unknown =
      typeof before === "function"
        ? Reflect.apply(before, Error, [error, frames])
        : // oxlint-disable-next-line typescript/no-base-to-string -- V8's own call sites write themselves
          [String(error), ...frames].join("\n    at ");
    return typeof written === "string" ? written.replaceAll(URL_IN_FRAME, (url) => fileURLToPath(url)) : written;
  };
  return () => {
    Reflect.set(Error, HOOK, before);
    Error.stackTraceLimit = stackTraceLimit;
  };
}
