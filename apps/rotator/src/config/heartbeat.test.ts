import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@rekey/core";
import { expect, it } from "vitest";
import { plugged } from "../setting.ts";
import { ConfigurationError } from "./fault.ts";
import { loadConfig } from "./load.ts";

const ACCOUNT = {
  "dcs.acl-password": "{ instance: cache, user: app }",
  "iam.random-password": "{ user: u1 }",
  "meeting.own-password": "{ account: ada }",
} as const;

function load(kind: keyof typeof ACCOUNT, lines: string) {
  const cwd = mkdtempSync(join(tmpdir(), "heartbeat-"));
  const text = `store: { sqlite: rekey.db }
seal: { keys: [file:seal.key] }
connections:
  prod: { region: cn-north-4, project: 0bec5db9, credentials: { accessKey: env:AK, secretKey: env:SK } }
declarations:
  one: { kind: ${kind}, connection: prod, account: ${ACCOUNT[kind]}, rotate: { every: 30d }, ${lines} }
`;
  writeFileSync(join(cwd, "rekey.yaml"), text);
  try {
    return loadConfig(["rekey.yaml"], { cwd, clock: systemClock }, plugged).declarations[0]?.declaration;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.faults.map(({ path, message, remedy }) => `${path}: ${message} → ${remedy ?? ""}`);
  }
}

it("reads a period, what is to follow from drift, and off; what is usual is left out", () => {
  expect(load("dcs.acl-password", "heartbeat: 12h, drift: rotate")).toMatchObject({
    heartbeat: { everyMs: 43_200_000 },
    drift: "rotate",
  });
  expect(load("dcs.acl-password", "heartbeat: off")).toMatchObject({ heartbeat: "off" });
  expect(Object.keys(load("dcs.acl-password", "drift: report") ?? {})).not.toContain("drift");
});

it.for([
  [
    "is no period",
    "dcs.acl-password",
    "heartbeat: daily",
    '"daily" is no period → write it like 1d or 12h, 5m or more, or off',
  ],
  ["comes too often", "dcs.acl-password", "heartbeat: 1m", "is too often, since each look is a login"],
  ["has no login", "iam.random-password", "heartbeat: 1d", "iam.random-password has no login to look with → remove it"],
  [
    "rotates what nobody looks at",
    "dcs.acl-password",
    "heartbeat: off, drift: rotate",
    "nobody looks while heartbeat is off",
  ],
  [
    "wants the secret that is refused",
    "meeting.own-password",
    "drift: rotate",
    "is rotated with the secret in force, and that is the one that is refused",
  ],
] as const)("refuses what %s, and says what to write", ([, kind, lines, words]) => {
  expect(load(kind, lines)).toEqual([expect.stringContaining(words)]);
});
