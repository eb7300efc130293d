import { readFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import type { CredentialKind } from "../../packages/core/src/index.ts";
import { classesText, type Described, declarationText } from "./classes.ts";
import { pluginSchema } from "./plugin-schema.ts";
import { commonArgs, schemaOf } from "./schemas.ts";

const FOLDER = "packages/pulumi/src/generated";

/** A Written is one file that is written by `pnpm generate`, with its path from the root. */
export interface Written {
  readonly path: string;
  readonly text: string;
}

/** pulumiFiles writes what `@rekey/pulumi` knows of the kinds: its classes, what check asks, and the plugin's schema. */
export async function pulumiFiles(root: string, kinds: readonly CredentialKind[]): Promise<readonly Written[]> {
  const described = kinds
    .map((kind) => ({ kind: kind.name, schema: schemaOf(kind), about: aboutOf(root, kind) }))
    .toSorted((one, other) => (one.kind < other.kind ? -1 : 1));
  const modules = Map.groupBy(described, ({ kind }) => kind.slice(0, kind.indexOf(".")));
  const required = described[0]?.schema.args.required ?? [];
  const texts = [
    { path: `${FOLDER}/declaration.ts`, text: declarationText(commonArgs, required) },
    { path: `${FOLDER}/kinds.ts`, text: kindsText(described) },
    { path: `${FOLDER}/schema.json`, text: JSON.stringify(pluginSchema(described)) },
    ...[...modules].map(([module, its]) => ({ path: `${FOLDER}/${module}.ts`, text: classesText(its) })),
  ];
  const style = await resolveConfig(join(root, FOLDER, "kinds.ts"));
  return Promise.all(
    texts.map(async ({ path, text }) => ({ path, text: await format(text, { ...style, filepath: path }) })),
  );
}

/** The first paragraph of a kind's page. */
function aboutOf(root: string, { name }: CredentialKind): string {
  const page = readFileSync(join(root, `docs/kinds/${name}.md`), "utf8");
  return (page.split("\n\n")[1] ?? "").replaceAll("\n", " ");
}

function kindsText(kinds: readonly Described[]): string {
  const common = JSON.stringify(commonArgs, undefined, 2);
  const entries = kinds.map(({ kind, schema: { type, whose, args } }) => {
    const { properties = {}, ...rest } = args;
    const own = Object.entries(properties).filter(([key]) => !(key in commonArgs));
    const fields = own.map(([key, field]) => `${key}: ${JSON.stringify(field)},`).join("\n");
    const shown = JSON.stringify(rest).slice(1, -1);
    return `${JSON.stringify(kind)}: { type: ${JSON.stringify(type)}, whose: ${JSON.stringify(whose)}, args: { ${shown}, properties: { ${fields} ...common } } },`;
  });
  return `// Written by \`pnpm generate\` from the kinds' schemas, by nobody else.
import type { KindSchema, Schema } from "../schema/schema.ts";

const common: Readonly<Record<string, Schema>> = ${common};

/** What a program can know of each kind, by name. */
export const kinds: Readonly<Record<string, KindSchema>> = {
${entries.join("\n")}
};
`;
}
