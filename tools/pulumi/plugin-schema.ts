import type { Schema } from "../../packages/pulumi/src/schema/schema.ts";
import type { Described } from "./classes.ts";

/** A Spec is a type as Pulumi's package schema writes it. */
interface Spec {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: Spec;
  readonly description?: string;
  readonly secret?: boolean;
}

interface ObjectSpec {
  readonly type: "object";
  readonly description?: string;
  readonly properties: Readonly<Record<string, Spec>>;
  readonly required: readonly string[];
}

const ANYTHING = "pulumi.json#/Any";

type Types = Map<string, ObjectSpec>;

const ADDED: Readonly<Record<string, Spec>> = {
  uid: { type: "string", description: "The declaration's number, made by the daemon; the same as the id." },
  generation: { type: "integer", description: "Counts up whenever the declaration changes." },
  owner: { type: "string", description: "Who declares it: `organization/project/stack/name`." },
  kind: { type: "string", description: "The kind of credential." },
};

const CONFIG: Readonly<Record<string, Spec>> = {
  url: { type: "string", description: "Where the daemon is; REKEY_URL comes first." },
  token: {
    type: "string",
    description: "A token of the scope `declare`; REKEY_TOKEN and REKEY_TOKEN_FILE come first.",
    secret: true,
  },
  organization: {
    type: "string",
    description: "The first part of each owner; `organization` where absent, as with states in files.",
  },
};

/** pluginSchema writes Pulumi's package schema, from which other languages' SDKs are made. */
export function pluginSchema(kinds: readonly Described[]): object {
  const types: Types = new Map();
  const resources = Object.fromEntries(kinds.map((kind) => [`rekey:${kind.schema.type}`, resourceOf(kind, types)]));
  return {
    name: "rekey",
    displayName: "Rekey",
    description: "Declares rotations of Huawei Cloud credentials, which Rekey's daemon carries out.",
    keywords: ["huawei-cloud", "rotation", "category/cloud"],
    license: "Apache-2.0",
    meta: { moduleFormat: "(.*)" },
    config: { variables: CONFIG },
    provider: { description: "Where Rekey's daemon is.", inputProperties: CONFIG },
    types: Object.fromEntries(types),
    resources,
    language: { nodejs: { respectSchemaVersion: true }, python: { respectSchemaVersion: true } },
  };
}

function resourceOf({ schema, about }: Described, types: Types): object {
  const { properties = {}, required = [] } = schema.args;
  const specs = Object.entries(properties).map(([key, field]) => [key, specOf(field, nameOf(schema.type, key), types)]);
  const inputProperties: Readonly<Record<string, Spec>> = Object.fromEntries(specs);
  return {
    description: about,
    inputProperties,
    requiredInputs: required,
    properties: { ...inputProperties, ...ADDED },
    required: [...required, "name", ...Object.keys(ADDED)],
    aliases: [{ type: `pulumi-nodejs:dynamic/rekey/${schema.type}` }],
  };
}

/** An account's type is its kind's own; all others are shared. */
const nameOf = (type: string, key: string): string =>
  key.startsWith("account") ? `${type}${pascal(key)}` : `index:${pascal(key)}`;

const pascal = (key: string): string => `${key[0]?.toUpperCase()}${key.slice(1)}`;

function specOf(schema: Schema, name: string, types: Types): Spec {
  const { description } = schema;
  const described = description === undefined ? {} : { description };
  if (schema.properties) {
    types.set(`rekey:${name}`, objectOf(schema, name, types));
    return { $ref: `#/types/rekey:${name}`, ...described };
  }
  if (schema.items) return { type: "array", items: specOf(schema.items, name.replace(/s$/, ""), types), ...described };
  const type = scalarOf(schema);
  return type === undefined ? { $ref: ANYTHING, ...described } : { type, ...described };
}

function objectOf(schema: Schema, name: string, types: Types): ObjectSpec {
  const { properties = {}, required = [], description } = schema;
  const specs = Object.entries(properties).map(([key, field]) => [key, specOf(field, `${name}${pascal(key)}`, types)]);
  const written = { type: "object", properties: Object.fromEntries(specs), required } as const;
  return description === undefined ? written : { ...written, description };
}

const scalarOf = ({ type, anyOf }: Schema): string | undefined => type ?? anyOf?.[0]?.type;
