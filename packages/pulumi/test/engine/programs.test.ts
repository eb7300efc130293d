import { describe, expect, it, vi } from "vitest";
import { fakeDaemon } from "../../src/fake/daemon.fixture.ts";
import { programFolder } from "../process/folder.fixture.ts";
import { nodes } from "../process/nodes.fixture.ts";
import { Stack } from "./stack.fixture.ts";

// Each operation starts two processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const ARGS = `{ connection: "prod", account: { instance: "cache-prod", user: "app" }, rotate: { every: "30d" } }`;

/** What users write, in each way that their Node can run without a compiler. */
const PROGRAMS = {
  "an ES module": {
    "package.json": `{ "type": "module", "main": "index.js" }`,
    "index.js": `import * as rekey from "@rekey/pulumi";
export const { id } = new rekey.dcs.AclPassword("cache", ${ARGS});`,
  },
  "a CommonJS module": {
    "package.json": `{ "main": "index.js" }`,
    "index.js": `const rekey = require("@rekey/pulumi");
exports.id = new rekey.dcs.AclPassword("cache", ${ARGS}).id;`,
  },
  "TypeScript beside TypeScript 7": {
    "package.json": `{ "type": "module", "main": "index.ts" }`,
    "index.ts": `import * as rekey from "@rekey/pulumi";
const args: rekey.dcs.AclPasswordArgs = ${ARGS};
export const { id } = new rekey.dcs.AclPassword("cache", args);`,
  },
};

describe.for(nodes)("on Node %s", ([, node]) => {
  it.for(Object.entries(PROGRAMS))("a program that is %s is declared and destroyed", async ([, files]) => {
    await using daemon = await fakeDaemon();
    const env = { REKEY_URL: daemon.url, REKEY_TOKEN: daemon.token };
    const stack = new Stack({ folder: programFolder(files), node: await node(), env });
    await expect(stack.up()).resolves.toMatchObject({ steps: ["create cache"], errors: [], outputs: { id: "uid-1" } });
    await expect(stack.destroy()).resolves.toMatchObject({ steps: ["delete cache"], errors: [] });
  });
});

it("a program of 500 declarations is declared, found unchanged and destroyed", { timeout: 300_000 }, async () => {
  await using daemon = await fakeDaemon();
  const env = { REKEY_URL: daemon.url, REKEY_TOKEN: daemon.token };
  const many = `import * as rekey from "@rekey/pulumi";
for (let at = 0; at < 500; at++)
  new rekey.iam.AccessKey(\`key-\${at}\`, { connection: "prod", account: { user: \`user-\${at}\` }, rotate: { every: "90d" }, deletionPolicy: "forget" });`;
  const folder = programFolder({ "package.json": `{ "type": "module", "main": "index.js" }`, "index.js": many });
  const stack = new Stack({ folder, env });
  const counted = async (work: Promise<{ steps: readonly string[]; errors: readonly string[] }>) => {
    const { steps, errors } = await work;
    return [
      Object.entries(Object.groupBy(steps, (step) => step.split(" ")[0] ?? "")).map(([op, all]) => [op, all?.length]),
      errors,
    ];
  };
  await expect(counted(stack.up())).resolves.toEqual([[["create", 500]], []]);
  await expect(counted(stack.up())).resolves.toEqual([[["same", 500]], []]);
  expect(JSON.stringify(stack.state).length / 500).toBeLessThan(2_500);
  await expect(counted(stack.destroy())).resolves.toEqual([[["delete", 500]], []]);
  expect(daemon.declared.rows.size).toBe(0);
});
