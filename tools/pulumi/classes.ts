import type { KindSchema, Schema } from "../../packages/pulumi/src/schema/schema.ts";
import { comment, fieldsOf, typeText } from "./types.ts";

const HEAD = "// Written by `pnpm generate` from the kinds' schemas, by nobody else.\n";

/** A Described is a kind, what a program can know of it, and its description. */
export interface Described {
  readonly kind: string;
  readonly schema: KindSchema;
  readonly about: string;
}

/** classesText writes the module of one service: a class a kind. */
export function classesText(kinds: readonly Described[]): string {
  const imports = `import * as pulumi from "@pulumi/pulumi";
import { isOf } from "../declare/resource.ts";
import type { Got } from "../declare/resource.ts";
import { Declaration } from "./declaration.ts";
import type { DeclarationArgs } from "./declaration.ts";
`;
  return [HEAD, imports, ...kinds.map(classText)].join("\n");
}

function classText({ kind, schema, about }: Described): string {
  const name = nameOf(schema);
  const account = schema.args.properties?.["account"] ?? {};
  const { text, interfaces } = typeText({ ...account, description: `The account of ${name}.` }, `${name}Account`);
  const way = typeText(schema.args.properties?.["reconcile"] ?? {}, `${name}Reconcile`);
  const own = ownFields(schema.args, `${name}Args`, {
    account: text,
    accounts: `pulumi.Input<${text}>[]`,
    reconcile: way.text,
  });
  return `${[...interfaces, ...way.interfaces].join("\n")}
/** What ${name} takes. */
export interface ${name}Args extends DeclarationArgs {
${own.map(({ line }) => line).join("\n")}
}

${comment(`${about} The kind \`${kind}\`.`)}export class ${name} extends Declaration {
${own.map(({ output }) => output).join("\n")}

  /** Finds one that exists by its id or its declaration's name; fails where there is none. */
  static get(name: string, id: pulumi.Input<pulumi.ID>, options?: pulumi.CustomResourceOptions): ${name} {
    return new ${name}(name, undefined, { ...options, id });
  }

  /** Whether a value is one of these; holds across duplicated copies of this package. */
  static override isInstance(value: unknown): value is ${name} {
    return isOf(value, ${JSON.stringify(schema.type)});
  }

  constructor(name: string, args: ${name}Args, options?: pulumi.CustomResourceOptions);
  constructor(name: string, args: undefined, options: Got);
  constructor(name: string, args: ${name}Args | undefined, options: pulumi.CustomResourceOptions = {}) {
    super({ kind: ${JSON.stringify(kind)}, type: ${JSON.stringify(schema.type)} }, { name, args, options });
  }
}
`;
}

/** What is a kind's own: an account, or the choice between one and two, and an administrator's way. */
function ownFields(
  { properties = {}, required = [] }: Schema,
  args: string,
  types: Readonly<Record<"account" | "accounts" | "reconcile", string>>,
) {
  const fields = Object.entries(types).filter(([key]) => properties[key]);
  return fields.map(([key, type]) => {
    const about = comment(properties[key]?.description);
    const isRequired = required.includes(key);
    return {
      line: `${about}${key}${isRequired ? "" : "?"}: pulumi.Input<${isRequired ? type : `${type} | undefined`}>;`,
      output: `  ${about}declare readonly ${key}: pulumi.Output<pulumi.Unwrap<${args}[${JSON.stringify(key)}]>>;`,
    };
  });
}

const nameOf = ({ type }: KindSchema): string => type.split(":")[1] ?? type;

/** declarationText writes what every kind's class takes and shows. */
export function declarationText(common: Readonly<Record<string, Schema>>, required: readonly string[]): string {
  const { texts, interfaces } = fieldsOf({ properties: common, required }, "DeclarationArgs", "");
  const outputs = Object.entries(common).map(
    ([key, { description }]) =>
      `  ${comment(description)}declare readonly ${key}: pulumi.Output<${key === "name" ? "string" : `pulumi.Unwrap<DeclarationArgs[${JSON.stringify(key)}]>`}>;`,
  );
  return `${HEAD}
import * as pulumi from "@pulumi/pulumi";
import { DeclaredResource } from "../declare/resource.ts";

${interfaces.join("\n")}
/** What every resource takes beside its account. */
export interface DeclarationArgs {
${texts.join("\n")}
}

/** A Declaration is what every kind's resource has in common. */
export abstract class Declaration extends DeclaredResource {
${outputs.join("\n")}
}
`;
}
