import { fileURLToPath } from "node:url";

const URL_IN_FRAME = /file:\/\/\/[^):]*/g;
/** The frame of a module itself, which has no name: Pulumi reads no place out of it. */
const NAMELESS = /^( +at )(?:async )?([^(\n]+:\d+:\d+)$/gm;
const HOOK = "prepareStackTrace";
/** Node's own frames, and those of Pulumi that run the program. */
const BELOW = /^node:|[\\/]@pulumi[\\/]pulumi[\\/]/;

/**
 * Pulumi reads out of a stack trace where a resource was made, and keeps all of it in the state relative to the program. It takes the URL of an ES
 * module for a relative path, so that an absolute path of the machine would stand there, and the first frame that is not its own for the program's,
 * which would be ours. Until what this answers is called, traces name files by their paths, and neither these classes nor what runs the program: so
 * the place is the program's, and the state, which is written anew at every step, a fifth shorter. They also have no frames but for who asks for all of
 * them, as Pulumi then does: it keeps a trace of every property too, for a message about its own faults, and a program with hundreds of resources
 * would spend most of its time on these.
 */
export function plainTraces(classes: readonly string[]): () => void {
  const before: unknown = Reflect.get(Error, HOOK);
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  Error.prepareStackTrace = (error, all) => {
    const frames = told(all, classes);
    const written: unknown =
      typeof before === "function"
        ? Reflect.apply(before, Error, [error, frames])
        : // oxlint-disable-next-line typescript/no-base-to-string -- V8's own call sites write themselves
          [String(error), ...frames].join("\n    at ");
    if (typeof written !== "string") return written;
    return written.replaceAll(URL_IN_FRAME, (url) => fileURLToPath(url)).replaceAll(NAMELESS, "$1<anonymous> ($2)");
  };
  return () => {
    Reflect.set(Error, HOOK, before);
    Error.stackTraceLimit = stackTraceLimit;
  };
}

/** Those above these classes are what Pulumi counts and leaves out; all of them where the classes are not there. */
function told(frames: readonly NodeJS.CallSite[], classes: readonly string[]): readonly NodeJS.CallSite[] {
  const isOurs = (frame: NodeJS.CallSite) => frame.isConstructor() && classes.includes(frame.getFunctionName() ?? "");
  const last = frames.findLastIndex(isOurs);
  if (last === -1) return frames;
  const above = frames.slice(0, last).filter((frame) => !isOurs(frame));
  return [...above, ...frames.slice(last + 1).filter(isOfProgram)];
}

/** What has no file is Node's too, such as a loop over a list. */
function isOfProgram(frame: NodeJS.CallSite): boolean {
  const file = frame.getFileName();
  return typeof file === "string" && !BELOW.test(file);
}

/** The names of a class and of those that it extends, down to one of ours, which Pulumi leaves out itself. */
export function classesUpTo(made: object, ours: object): readonly string[] {
  const names: string[] = [];
  for (let one: unknown = made; typeof one === "function" && one !== ours; one = Object.getPrototypeOf(one))
    names.push(one.name);
  return names;
}
