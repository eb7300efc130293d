import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { testIo } from "../io.fixture.ts";
import { plugged } from "../setting.ts";
import { ConfigurationError } from "./fault.ts";
import { loadConfig } from "./load.ts";

/** What is wrong with a configuration whose one sink writes there, in the folder of everything else. */
function faults(path: string): readonly string[] {
  return wrong((cwd) => `  app: { file: { path: "${cwd}/${path}", format: raw } }\n`);
}

function wrong(sinks: (cwd: string) => string): readonly string[] {
  const cwd = join(mkdtempSync(join(tmpdir(), "guarded-")), "given");
  mkdirSync(cwd);
  const text = `store: { sqlite: rekey.db }
seal: { keys: [file:seal.key] }
connections:
  prod: { region: cn-north-4, credentials: { accessKey: env:AK, secretKey: "file:${cwd}/prod.sk" }, ca: file:ca.pem }
sinks:
${sinks(cwd)}`;
  writeFileSync(join(cwd, "rekey.yaml"), text);
  try {
    loadConfig(["rekey.yaml"], testIo({ cwd }), plugged);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.faults.map(({ path: at, message }) => `${at}: ${message.replaceAll(`${cwd}/`, "")}`);
  }
}

it.for([
  ["{name}.key", "seal.key"],
  ["seal.key", "seal.key"],
  ["{name}.db", "rekey.db"],
  ["rekey.{name}", "rekey.db"],
  ["{name}-wal", "rekey.db-wal"],
  ["{name}.lock", "rekey.db.lock"],
  ["{name}.mark", "rekey.db.mark"],
  ["{name}.yaml", "rekey.yaml"],
  ["{name}.sk", "prod.sk"],
  ["{name}.pem", "ca.pem"],
] as const)("a sink at %s is refused: a name could lead it to %s, which Rekey stands on", ([path, hit]) => {
  expect(faults(path)).toEqual([`sinks.app: app could write over ${hit}, which is Rekey's own`]);
});

it.for(["{name}.env", "out", "Rekey-{name}"])("a sink at %s is none of Rekey's own", (path) => {
  expect(faults(path)).toEqual([]);
});

const declared = (name: string, deliver: string) =>
  `  ${name}: { kind: dcs.acl-password, connection: prod, account: { instance: cache, user: ${name} }, rotate: { every: 30d }, deliver: [${deliver}] }\n`;

it.for([
  ["two sinks of one path", declared("one", "a, b"), "one.deliver.1: a puts one in the same place"],
  ["one sink twice", declared("one", "a, a"), "one.deliver.1: a puts one in the same place"],
  [
    "two credentials at one path",
    declared("one", "c") + declared("two", "c"),
    "two.deliver.0: c puts one in the same place",
  ],
] as const)("%s are refused: one place holds one secret", ([, declarations, said]) => {
  const sink = (name: string, path: string) => `  ${name}: { file: { path: "${path}", format: raw } }\n`;
  const faulty = wrong((cwd) => {
    const paths = { a: "{name}.env", b: "{name}.env", c: "out" };
    const all = Object.entries(paths).map(([name, path]) => sink(name, `${cwd}/${path}`));
    return `${all.join("")}declarations:\n${declarations}`;
  });
  expect(faulty).toEqual([`declarations.${said}`]);
});
