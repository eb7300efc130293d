import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { accountOf, type Cloud } from "e2e/scene";

/** How many accounts an instance of DCS may have. */
const A_INSTANCE = 18;

/** cloudOf has an account for each of so many declarations, and their arguments. */
export function cloudOf(count: number): { readonly cloud: Cloud; readonly declared: readonly object[] } {
  const placed = Array.from({ length: count }, (_, at) => ({
    instance: `cache-${Math.floor(at / A_INSTANCE)}`,
    user: `user-${at}`,
  }));
  const instances = [...Map.groupBy(placed, ({ instance }) => instance)].map(([name, its]) => ({
    id: `id-${name}`,
    name,
    accounts: its.map(({ user }) => accountOf(user)),
  }));
  const declared = placed.map((account) => ({
    connection: "prod",
    account,
    rotate: { every: "30d", jitter: "1h" },
    deliver: ["files"],
  }));
  return { cloud: { instances, dataPlane: "small" }, declared };
}

/** What a program needs beside its resources. */
const PROGRAMS = {
  declarations: `import * as rekey from "@rekey/pulumi";
const make = (name, args) => new rekey.dcs.AclPassword(name, args);
`,
  // As Pulumi's own documentation writes one: it keeps what it was given, and asks nobody.
  "plain dynamic resources": `import * as pulumi from "@pulumi/pulumi";
const provider = { create: async (inputs) => ({ id: inputs.account.user, outs: inputs }) };
class Plain extends pulumi.dynamic.Resource {
  constructor(name, args) {
    super(provider, name, args);
  }
}
const make = (name, args) => new Plain(name, args);
`,
};

/** A Subject is one of the programs that are compared. */
export type Subject = keyof typeof PROGRAMS;
export const subjects: readonly Subject[] = ["declarations", "plain dynamic resources"];

/** writeProgram writes a program and its project into a folder of its own. */
export function writeProgram(folder: string, subject: Subject, declared: readonly object[]): void {
  mkdirSync(folder, { recursive: true });
  const runtime = { name: "nodejs", options: { typescript: false } };
  writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify({ name: "bench", main: "index.js", runtime }));
  writeFileSync(join(folder, "package.json"), `{ "type": "module", "main": "index.js" }`);
  const loop = `const all = ${JSON.stringify(declared)};\nall.forEach((args, at) => make(\`r-\${at}\`, args));\n`;
  writeFileSync(join(folder, "index.js"), PROGRAMS[subject] + loop);
}
