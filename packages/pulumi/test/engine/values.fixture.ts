import { UNKNOWN } from "../../src/schema/unknown.ts";
import type { Properties } from "../process/provider.fixture.ts";

/** How Pulumi marks a secret on the wire and in a state. */
export const MARK = "4dabf18193072939515e22adb298388d";
export const SECRET = "1b47061264138c4ac30d75fd1eb44270";

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isSecret = (value: unknown): value is { value: unknown } => isMap(value) && value[MARK] === SECRET;

export const secret = (value: unknown): unknown => (isSecret(value) ? value : { [MARK]: SECRET, value });

/** What a provider that takes no secrets is given: plain values. */
export function stripped(value: unknown): unknown {
  if (isSecret(value)) return stripped(value.value);
  if (Array.isArray(value)) return value.map(stripped);
  return isMap(value) ? strip(value) : value;
}

export const strip = (properties: Properties): Properties =>
  Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, stripped(value)]));

const holdsSecret = (value: unknown): boolean =>
  isSecret(value) || (typeof value === "object" && value !== null && Object.values(value).some(holdsSecret));

export const holdsUnknown = (value: unknown): boolean =>
  value === UNKNOWN || (typeof value === "object" && value !== null && Object.values(value).some(holdsUnknown));

/** Marks what comes back from a provider as secret where the input of the same key was. */
export function marked(outputs: Properties, inputs: Properties): Properties {
  const mark = (key: string, value: unknown): unknown => {
    const input = inputs[key];
    if (isMap(value) && isMap(input) && !isSecret(input)) return marked(value, input);
    return holdsSecret(input) ? secret(value) : value;
  };
  return Object.fromEntries(Object.entries(outputs).map(([key, value]) => [key, mark(key, value)]));
}
