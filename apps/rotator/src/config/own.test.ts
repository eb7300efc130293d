import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { testIo } from "../io.fixture.ts";
import { plugged } from "../setting.ts";
import { ConfigurationError } from "./fault.ts";
import { loadConfig } from "./load.ts";

const KEYS = "{ accessKey: env:AK, secretKey: env:SK }";

/** A configuration with one connection, its own sinks, and what delivers to them. */
function load({ credentials = KEYS, sinks = "own: { connection: prod }", declarations = "" }) {
  const cwd = join(mkdtempSync(join(tmpdir(), "own-")), "given");
  mkdirSync(cwd);
  const rest = `connections:\n  prod: { region: cn-north-4, credentials: ${credentials} }\nsinks:\n  ${sinks}\n`;
  const text = `store: { sqlite: r.db }\nseal: { keys: [file:k] }\n${rest}${declarations && `declarations:\n${declarations}`}`;
  writeFileSync(join(cwd, "rekey.yaml"), text);
  return loadConfig(["rekey.yaml"], testIo({ cwd }), plugged);
}

const faults = (written: Parameters<typeof load>[0]): string => {
  try {
    load(written);
    return "";
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.faults.map(({ path, message, remedy }) => `${path}: ${message} → ${remedy}`).join("\n");
  }
};

const declared = (name: string, user: string, kind = "iam.access-key") =>
  `  ${name}: { kind: ${kind}, connection: prod, account: { user: ${user} }, rotate: { every: 30d }, deliver: [own] }\n`;

describe("a sink that is a connection", () => {
  it("takes the access key of one declaration", () => {
    const { operator } = load({ declarations: declared("rotator-key", "rotator") });
    expect(operator.sinks.get("own")).toEqual({ name: "own", connection: "prod" });
  });

  it("may be that of an agency that is assumed with a key", () => {
    const credentials = "{ agency: { urn: 'iam::a:agency:b', accessKey: env:AK, secretKey: env:SK } }";
    expect(faults({ credentials })).toBe("");
  });

  it.for([
    ["another connection", { sinks: "own: { connection: prd }" }, "sinks.own.connection: there is no connection prd"],
    [
      "an IAM user",
      { credentials: "{ iamUser: { user: u, account: a, password: env:P } }" },
      "sinks.own.connection: prod names no access key in its credentials",
    ],
    [
      "HTTP",
      { sinks: "own: { connection: prod, allow: [] }" },
      "sinks.own.allow: what Rekey signs with is declared in",
    ],
    ["two sinks", { sinks: "own: { connection: prod }\n  too: { connection: prod }" }, "own hands prod its key too"],
    [
      "a password",
      { declarations: declared("pw", "ci", "iam.user-password") },
      "deliver.0: own takes access keys, and iam.user-password is none",
    ],
    [
      "two keys",
      { declarations: declared("one", "a") + declared("two", "b") },
      "deliver.0: prod would have its key from one and two",
    ],
  ] as const)("is not for %s", ([, written, said]) => {
    expect(faults(written)).toContain(said);
  });
});
