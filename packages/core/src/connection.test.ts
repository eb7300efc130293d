import { inspect } from "node:util";
import { expect, it } from "vitest";
import { z } from "zod";
import { type Call, json, type Reply, wire } from "./connection.ts";
import { Secret } from "./secret.ts";

const body = {
  user: "app",
  password: new Secret("canary-sent"),
  more: [{ deep: new Secret('canary-"quoted"') }],
  none: null,
};

it("writes a body with its secrets in clear", () => {
  const written: unknown = JSON.parse(wire({ ...body, count: 3, isOn: true, gone: undefined }));
  const more = [{ deep: 'canary-"quoted"' }];
  expect(written).toEqual({ user: "app", password: "canary-sent", more, none: null, count: 3, isOn: true });
});

it("prints a call without its secrets", () => {
  const headers = { "x-auth-token": new Secret("canary-token") };
  const call: Call = { service: "dcs", operation: "set", method: "PUT", path: "/", headers, body, repeat: "never" };
  for (const shown of [JSON.stringify(call), inspect(call, { depth: null })]) expect(shown).not.toContain("canary");
});

it("reads a reply of a documented shape", () => {
  expect(json(replyOf('{"name":"cache","extra":1}'), z.object({ name: z.string() }))).toEqual({ name: "cache" });
});

const instance = z.object({ name: z.string().regex(/^cache/), list: z.array(z.object({ id: z.literal("one") })) });

it.each<[string, string]>([
  ['{"name":"canary-name","list":[]}', "at name"],
  ['{"name":"cache","list":[{"id":"canary-id"}]}', "at list.0.id"],
  ['"canary-text"', "at the whole body"],
  ["<html>canary-page", "at the whole body"],
  ["", "at the whole body"],
])("takes %s for an unknown outcome, says where, and quotes nothing", (text, where) => {
  const read = () => json(replyOf(text), instance);
  expect(read).toThrow(expect.objectContaining({ code: "ERR_OUTCOME_UNKNOWN", details: { status: 200 } }));
  expect(read).toThrow(where);
  expect(read).not.toThrow("canary");
});

function replyOf(text: string): Reply {
  return { status: 200, headers: {}, body: new Secret(text) };
}
