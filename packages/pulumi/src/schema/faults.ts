import type { Schema } from "./schema.ts";
import { UNKNOWN } from "./unknown.ts";

/** A Fault is one value that a schema does not allow: `rotate.every`, what stands there, and what to write instead. */
export interface Fault {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly message: string;
}

/** faultsOf lists what a schema does not allow. What is unknown yet is left alone, at any depth. */
export function faultsOf(schema: Schema, value: unknown, path: readonly string[] = []): readonly Fault[] {
  if (value === UNKNOWN) return [];
  const fault = (message: string): readonly Fault[] => [{ path, value, message: schema.errorMessage ?? message }];
  if (schema.type !== undefined && !isOfType(schema.type, value)) return fault(`write ${ARTICLES[schema.type]}`);
  if (schema.const !== undefined && value !== schema.const) return fault(`write ${text(schema.const)}`);
  if (schema.enum && !schema.enum.some((one) => one === value)) return fault(`write ${oneOf(schema.enum)}`);
  if (schema.anyOf && !schema.anyOf.some((one) => faultsOf(one, value).length === 0))
    return fault(`write ${oneOf(schema.anyOf.flatMap((one) => one.const ?? []))}`);
  if (typeof value === "string") return textFault(schema, value).flatMap(fault);
  if (Array.isArray(value)) return [...wrongCount(schema, value).flatMap(fault), ...itemFaults(schema, value, path)];
  if (!isObject(value)) return [];
  return [...choiceFaults(schema, value, path), ...fieldFaults(schema, value, path)];
}

const ARTICLES = {
  object: "an object",
  array: "a list",
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
} as const;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function isOfType(type: NonNullable<Schema["type"]>, value: unknown): boolean {
  if (type === "object") return isObject(value);
  if (type === "array") return Array.isArray(value);
  return type === "integer" ? Number.isInteger(value) : typeof value === type;
}

function textFault({ pattern, minLength = 0, maxLength = Infinity }: Schema, value: string): readonly string[] {
  if (pattern !== undefined && !new RegExp(pattern).test(value)) return [`it has to match ${pattern}`];
  if (value.length < minLength) return [`write at least ${minLength} characters`];
  return value.length > maxLength ? [`write at most ${maxLength} characters`] : [];
}

function wrongCount({ minItems = 0, maxItems = Infinity }: Schema, { length }: readonly unknown[]): readonly string[] {
  if (length < minItems) return [`write at least ${minItems}`];
  return length > maxItems ? [`write at most ${maxItems}`] : [];
}

const itemFaults = ({ items = {} }: Schema, value: readonly unknown[], path: readonly string[]) =>
  value.flatMap((item, index) => faultsOf(items, item, [...path, String(index)]));

function fieldFaults(schema: Schema, value: Readonly<Record<string, unknown>>, path: readonly string[]) {
  const { properties = {}, required = [] } = schema;
  const missing = required
    .filter((key) => isAbsent(value[key]))
    .map((key) => ({ path: [...path, key], value: undefined, message: whatIs(properties[key]) }));
  const present = Object.entries(value).filter(([, field]) => !isAbsent(field));
  const wrong = present.flatMap(([key, field]) => {
    const known = properties[key];
    if (known) return faultsOf(known, field, [...path, key]);
    const message = `there is no such argument: there are ${Object.keys(properties).join(", ")}`;
    return schema.additionalProperties === false ? [{ path: [...path, key], value: field, message }] : [];
  });
  return [...missing, ...wrong];
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null;

const whatIs = (schema: Schema = {}): string => {
  const what = schema.description ?? schema.errorMessage;
  return what === undefined ? "it is missing" : `it is missing: ${what}`;
};

/** Of all arguments together nothing is shown but the first that may be chosen. */
function choiceFaults(schema: Schema, value: Readonly<Record<string, unknown>>, path: readonly string[]) {
  if (!choosesNone(schema, value)) return [];
  const { errorMessage: message = "write one of the two", oneOf: choices = [] } = schema;
  return [path.length > 0 ? { path, value, message } : { path: choices[0]?.required ?? [], value: undefined, message }];
}

/** Whether a choice between fields is not met; one that is unknown may yet turn out to be absent. */
function choosesNone({ oneOf: choices }: Schema, value: Readonly<Record<string, unknown>>): boolean {
  if (!choices) return false;
  const keys = choices.map(({ required = [] }) => required);
  if (keys.flat().some((key) => value[key] === UNKNOWN)) return false;
  return keys.filter((required) => required.every((key) => !isAbsent(value[key]))).length !== 1;
}

const text = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const oneOf = (values: readonly unknown[]): string =>
  values.length < 2 ? values.map(text).join() : `${values.slice(0, -1).map(text).join(", ")} or ${text(values.at(-1))}`;
