import { kinds } from "../generated/kinds.ts";
import type { KindSchema } from "../schema/schema.ts";
import { UNKNOWN } from "../schema/unknown.ts";

/** Properties are a resource's inputs or outputs as Pulumi hands them over: plain JSON. */
export type Properties = Readonly<Record<string, unknown>>;

/** What the provider adds to inputs: it changes with the declaration, not with the program. */
const ADDED = ["uid", "generation"];

/** What stands beside the arguments: who provides it, which kind it is, who declares it, and what must not be repeated. */
export const BESIDE = ["__provider", "kind", "owner", "secrets"];

/** Arguments that are Pulumi's part; all others are the declaration's. */
export const OWN = ["name", "adopt", "deletionPolicy", "force", "waitForReady"];

/** The properties without those of these names, and without those that are absent. */
export const without = (properties: Properties, ...names: readonly string[]): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([key, value]) => isHere(value) && !names.includes(key)));

const isHere = (value: unknown): boolean => value !== undefined && value !== null;

/** The inputs that a resource's outputs were made from. */
export const inputsOf = (outputs: Properties): Properties => without(outputs, ...ADDED);

/** A declaration's body, as the daemon takes it. */
export const bodyOf = (inputs: Properties): Properties => without(inputs, "__provider", "secrets", ...OWN);

/** A property that has to be a text by now. Throws where it is none: the engine hands over nothing unknown but in previews. */
export function textOf(properties: Properties, key: string): string {
  const value = properties[key];
  if (typeof value === "string" && value !== "" && value !== UNKNOWN) return value;
  throw new Error(`the resource's state has no ${key}`);
}

/** The schema of a resource's kind. Throws where this release does not know it. */
export function schemaOf(properties: Properties): KindSchema {
  const kind = textOf(properties, "kind");
  const schema = kinds[kind];
  if (schema) return schema;
  throw new Error(`this release of @rekey/pulumi does not know the kind ${kind}: upgrade it`);
}

/** Properties as they can go into a state: no undefined, no class. */
export const plain = (properties: Properties): Record<string, unknown> => {
  const copy: Record<string, unknown> = JSON.parse(JSON.stringify(properties));
  return copy;
};
