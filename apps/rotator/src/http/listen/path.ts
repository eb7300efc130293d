/** What every path of this API keeps: no name in it has a letter that needs to be written otherwise. */
const PLAIN = /^\/(?:[A-Za-z0-9._~-]+(?:\/[A-Za-z0-9._~-]+)*)?$/;
const DOTS = /(?:^|\/)\.{1,2}(?:\/|$)/;
const LONGEST = 4_096;

/** Why a request's target is refused before anything looks at it; undefined where it is not. Encoded slashes, dot segments, NUL and their like mean one thing to whoever guards a path and another to whoever serves it. */
export function refusalOfTarget(target: string): { status: 400 | 414; title: string } | undefined {
  if (target.length > LONGEST) return { status: 414, title: `the address is longer than ${LONGEST} bytes` };
  const [path = ""] = target.split("?");
  const isPlain = PLAIN.test(path) && !DOTS.test(path);
  return isPlain ? undefined : { status: 400, title: "the path is not written as any path of this API is" };
}
