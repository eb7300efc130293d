import type { Properties } from "../provider/properties.ts";

/** How Pulumi marks a secret on the wire. */
const MARK = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

const isMap = (value: unknown): value is Properties =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isSecret = (value: unknown): value is Properties => isMap(value) && value[MARK] === SECRET;

/** A value as it is, whatever in it is secret. */
function opened(value: unknown): unknown {
  if (isSecret(value)) return opened(value["value"]);
  if (Array.isArray(value)) return value.map(opened);
  return isMap(value) ? open(value) : value;
}

/** open takes every mark off: for the provider alone. */
export const open = (properties: Properties): Properties =>
  Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, opened(value)]));

const holdsSecret = (value: unknown): boolean =>
  isSecret(value) || (typeof value === "object" && value !== null && Object.values(value).some(holdsSecret));

/** secretKeys names the properties that hold a secret anywhere. */
export const secretKeys = (...all: readonly Properties[]): readonly string[] =>
  all.flatMap((properties) => Object.keys(properties).filter((key) => holdsSecret(properties[key])));

/** closed marks properties of these names as secret. */
export const closed = (properties: Properties, names: readonly string[]): Properties =>
  Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [
      key,
      names.includes(key) && !isSecret(value) ? { [MARK]: SECRET, value } : value,
    ]),
  );
