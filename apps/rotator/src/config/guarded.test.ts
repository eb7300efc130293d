import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { testIo } from "../io.fixture.ts";
import { plugged } from "../setting.ts";
import { ConfigurationError } from "./fault.ts";
import { loadOperator } from "./load.ts";

/** What is wrong with a configuration whose one sink writes there, in the folder of everything else. */
function faults(path: string): readonly string[] {
  const cwd = join(mkdtempSync(join(tmpdir(), "guarded-")), "given");
  mkdirSync(cwd);
  const text = `store: { sqlite: rekey.db }
seal: { keys: [file:seal.key] }
connections:
  prod: { region: cn-north-4, credentials: { accessKey: env:AK, secretKey: "file:${cwd}/prod.sk" }, ca: file:ca.pem }
sinks:
  app: { file: { path: "${cwd}/${path}", format: raw } }
`;
  writeFileSync(join(cwd, "rekey.yaml"), text);
  try {
    loadOperator(["rekey.yaml"], testIo({ cwd }), plugged);
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
