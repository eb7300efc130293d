import type { Api } from "./ground.ts";

/** The methods that a path takes; none where there is nothing at it. */
export function methodsAt({ openAPIRegistry }: Api, path: string): readonly string[] {
  return openAPIRegistry.definitions.flatMap((one) =>
    one.type === "route" && patternOf(one.route.path).test(path) ? [one.route.method.toUpperCase()] : [],
  );
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`);
}
