import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CredentialKind, type SinkKind, systemClock } from "@rekey/core";
import { DIGITS, LOWER } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ConfigurationError } from "./fault.ts";
import { loadConfig, loadOperator } from "./load.ts";

const kind: CredentialKind<{ instance: string; user: string }> = {
  name: "sample.password",
  secret: "supplied",
  account: z.strictObject({ instance: z.string(), user: z.string() }),
  identity: ({ instance, user }) => `${instance}/${user}`,
  rules: () => ({ length: 12, classes: [LOWER, DIGITS] }),
  set: async () => {},
};
const sinkKind: SinkKind<{ path: string }> = {
  name: "file",
  options: z.strictObject({ path: z.string() }),
  open: () => ({ deliver: async () => {} }),
};
const plugged = { kinds: [kind], sinkKinds: [sinkKind] };

const right = `store: { sqlite: rekey.db }
seal: { keys: [file:seal.key] }
connections:
  prod:
    region: cn-north-4
    project: 0bec5db9
    credentials: { accessKey: env:AK, secretKey: env:SK }
sinks:
  app-env: { file: { path: out.env } }
declarations:
  cache-app:
    kind: sample.password
    connection: prod
    account: { instance: cache, user: app }
    rotate: { every: 30d }
    deliver: [app-env]
`;

/** A folder for what a person gives us: a secret may stand there by mistake. */
function given(): string {
  const folder = join(mkdtempSync(join(tmpdir(), "config-")), "given");
  mkdirSync(folder);
  return folder;
}

function load(...texts: string[]) {
  const cwd = given();
  const files = texts.map((text, at) => {
    const file = at === 0 ? "rekey.yaml" : `more-${at}.yaml`;
    writeFileSync(join(cwd, file), text);
    return file;
  });
  return loadConfig(files, { cwd, clock: systemClock }, plugged);
}

function faultsOf(...texts: string[]) {
  try {
    load(...texts);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
  return [];
}

const places = (...texts: string[]) =>
  faultsOf(...texts).map(
    ({ line, column, path, message, remedy }) => `${line}:${column} ${path}: ${message} → ${remedy ?? ""}`,
  );

describe("a right configuration", () => {
  it("is read with its durations, names and places", () => {
    const { declarations, operator } = load(right);
    expect(declarations[0]).toMatchObject({
      declaration: {
        name: "cache-app",
        owner: "file",
        connection: "prod",
        rotate: { everyMs: 30 * 86_400_000 },
        deliver: ["app-env"],
        graceMs: 0,
      },
      where: "rekey.yaml:11:3, declarations.cache-app",
    });
    expect(operator.connections.get("prod")?.region).toBe("cn-north-4");
  });

  it("may stand in several files", () => {
    const at = right.indexOf("declarations:");
    expect(load(right.slice(0, at), right.slice(at)).declarations).toHaveLength(1);
  });
});

describe("a wrong configuration", () => {
  it("is told of all at once, each with its line, column, path and remedy", () => {
    const wrong = right
      .replace("kind: sample.password", "kind: sample.pasword")
      .replace("every: 30d", "every: monthly")
      .replace("connection: prod", "connection: prd");
    expect(places(wrong)).toEqual([
      "12:11 declarations.cache-app.kind: there is no kind of credential sample.pasword → did you mean sample.password?",
      "13:17 declarations.cache-app.connection: there is no connection prd → did you mean prod?",
      '15:22 declarations.cache-app.rotate.every: "monthly" is not a duration → write it like 30d, 12h, 9m or 90s',
    ]);
  });

  it("has no unknown keys", () => {
    expect(places(right.replace("deliver:", "delivr:"))).toEqual([
      "16:5 declarations.cache-app.delivr: there is no key delivr here → did you mean deliver?",
    ]);
    expect(places(right.replace("    region:", "    regio:"))).toEqual([
      "4:3 connections.prod.region: region is missing → add region",
      "5:5 connections.prod.regio: there is no key regio here → did you mean region?",
    ]);
  });

  it("has every field of an account", () => {
    expect(places(right.replace(", user: app", ""))).toEqual([
      "14:5 declarations.cache-app.account.user: user is missing → add user",
    ]);
  });

  it("never names one secret twice", () => {
    const twin = right + right.slice(right.indexOf("  cache-app:")).replace("cache-app", "other");
    expect(places(twin)).toEqual([
      "17:3 declarations.other: other and cache-app (rekey.yaml:11:3) are the same secret → keep one of them",
    ]);
  });

  it("has each name in one file only", () => {
    expect(places(right, right.slice(right.indexOf("declarations:")))[0]).toContain(
      "cache-app stands in rekey.yaml:11:3 too",
    );
  });

  it("keeps the grammar of names", () => {
    expect(places(right.replace("cache-app:", "Cache_App:"))).toEqual([
      "11:3 declarations.Cache_App: Cache_App is no name → use a-z, 0-9 and -, up to 63 characters, up to four such words joined by dots",
    ]);
  });

  it("moves only names that are gone to names that are declared", () => {
    expect(places(`${right}moved: [{ from: cache-app, to: cache-ap }]\n`)).toEqual([
      "17:17 moved.0.from: cache-app is still declared → rename the declaration to cache-ap, or remove this move",
      "17:32 moved.0.to: cache-ap is not declared → did you mean cache-app?",
    ]);
  });

  it.for([
    ["a key that stands twice", `${right}sinks: {}\n`, "17:1 : this key stands here twice → keep one of the two"],
    [
      "a quote that is not closed",
      right.replace("sqlite: rekey.db }", 'sqlite: "rekey.db }'),
      "a quote, bracket or comma is missing here",
    ],
    ["a tab", right.replace("    region", "\tregion"), "a tab indents this line → indent with spaces"],
  ] as const)("is no YAML with %s", ([, text, message]) => {
    expect(places(text).join("\n")).toContain(message);
  });
});

describe("a secret written in the file", () => {
  const literal = "canary-Literal1234567890";

  it.for([
    right.replace("env:SK", literal),
    right.replace("secretKey: env:SK", `secretkey: ${literal}`),
    right.replace("file:seal.key", literal),
    right.replace("seal: { keys: [file:seal.key] }", `seal:\n  keys:\n    - ${literal}`),
    right.replace("secretKey: env:SK }", `secretKey: ${literal}`),
    right.replace("user: app", `user: app, password: ${literal}`),
    right.replace("    credentials", `    endpoints: { dcs: "https://u:${literal}@proxy" }\n    credentials`),
  ])("is refused and never echoed (law 10)", (text) => {
    const faults = faultsOf(text);
    expect(faults).not.toEqual([]);
    expect(JSON.stringify(faults)).not.toContain(literal);
  });

  it("is told how to refer to it", () => {
    expect(places(right.replace("env:SK", literal))).toEqual([
      "7:50 connections.prod.credentials.secretKey: a secret is referred to, never written here → write env:NAME or file:/path, and keep the secret there",
    ]);
  });
});

it("reads the operator's part whatever is declared", () => {
  const cwd = given();
  writeFileSync(join(cwd, "rekey.yaml"), right.replace("every: 30d", "every: monthly"));
  expect(loadOperator(["rekey.yaml"], { cwd }, plugged).connections.size).toBe(1);
});
