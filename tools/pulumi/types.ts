import type { Schema } from "../../packages/pulumi/src/schema/schema.ts";

/** A TypeText is a schema as a type of TypeScript, and the interfaces that it names. */
interface TypeText {
  readonly text: string;
  readonly interfaces: readonly string[];
}

/** typeText writes a schema as the type of an argument: every value in it may be an output of another resource. */
export function typeText(schema: Schema, name: string): TypeText {
  if (schema.properties) return { text: name, interfaces: interfacesOf(schema, name) };
  if (schema.items) {
    const { text, interfaces } = typeText(schema.items, name.replace(/s$/, ""));
    return { text: `${input(text)}[]`, interfaces };
  }
  return { text: scalar(schema), interfaces: [] };
}

const input = (text: string): string => `pulumi.Input<${text}>`;

function scalar({ type, enum: values, anyOf, const: only }: Schema): string {
  if (values) return values.map((value) => JSON.stringify(value)).join(" | ");
  if (anyOf) return anyOf.map(scalar).join(" | ");
  if (only !== undefined) return JSON.stringify(only);
  if (type === "integer" || type === "number") return "number";
  return type === "string" || type === "boolean" ? type : "unknown";
}

/** interfacesOf writes an object's interface behind those that it names. */
function interfacesOf(schema: Schema, name: string): readonly string[] {
  const { texts, interfaces } = fieldsOf(schema, name);
  return [...interfaces, `${comment(schema.description)}export interface ${name} {\n${texts.join("\n")}\n}\n`];
}

/** fieldsOf writes an object's fields as arguments, and the interfaces that they name. */
export function fieldsOf({ properties = {}, required = [] }: Schema, name: string, extra?: string) {
  const fields = Object.entries(properties).map(([key, field]) => {
    const { text, interfaces } = typeText(field, `${extra ?? name}${key[0]?.toUpperCase()}${key.slice(1)}`);
    const isRequired = required.includes(key);
    const isWhole = isRequired || text === "unknown";
    const type = input(isWhole ? text : `${text} | undefined`);
    return { line: `${comment(field.description)}${key}${isRequired ? "" : "?"}: ${type};`, interfaces };
  });
  return { texts: fields.map(({ line }) => line), interfaces: fields.flatMap(({ interfaces }) => interfaces) };
}

/** comment writes a description as a comment of documentation. */
export const comment = (text: string | undefined): string =>
  text === undefined ? "" : `/** ${text.replaceAll("*/", "*\\/")} */\n`;
