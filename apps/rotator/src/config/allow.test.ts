import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SinkKind } from "@rekey/core";
import { expect, it } from "vitest";
import { z } from "zod";
import { loadOperator } from "./load.ts";

const file: SinkKind = {
  name: "file",
  options: z.strictObject({ path: z.string() }),
  open: () => ({ deliver: async () => {} }),
};

function load(allow: string) {
  const cwd = mkdtempSync(join(tmpdir(), "allow-"));
  const text = `store: { sqlite: rekey.db }
seal: { keys: [file:seal.key] }
connections: { prod: { region: cn-north-4, allow: ${allow} } }
sinks: { app-env: { file: { path: out.env }, allow: ${allow} }, other: { file: { path: other.env } } }
`;
  writeFileSync(join(cwd, "rekey.yaml"), text);
  return loadOperator(["rekey.yaml"], { cwd }, { kinds: [], sinkKinds: [file] });
}

it("reads what a connection and a sink allow, and nothing where nothing is written", () => {
  const { connections, sinks } = load("[{ kinds: [dcs.*], owners: [acme/*], identities: ['dcs:5e1/*'] }]");
  const allow = [{ kinds: ["dcs.*"], owners: ["acme/*"], identities: ["dcs:5e1/*"] }];
  expect([connections.get("prod")?.allow, sinks.get("app-env")?.allow]).toEqual([allow, allow]);
  expect(sinks.get("other")?.allow).toBeUndefined();
});

it.for([
  ["[{ owners: [acme/*] }]", /^rekey.yaml:3:.*kinds.*missing[^]*rekey.yaml:4:.*kinds.*missing/],
  ["[{ kinds: [dcs.*] }]", /^rekey.yaml:3:.*owners.*missing[^]*rekey.yaml:4:.*owners.*missing/],
  ["[{ kinds: [dcs.*], owners: ['**'] }]", "is no pattern"],
  ["[{ kinds: [dcs.*], owners: [acme/*], names: [a] }]", "there is no key names here"],
  ["all", "is not a list"],
] as const)("refuses %s", ([allow, words]) => {
  expect(() => load(allow)).toThrow(words);
});
