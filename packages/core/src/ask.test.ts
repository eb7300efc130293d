import { expect, it } from "vitest";
import { z } from "zod";
import { ask, harmless, look } from "./ask.ts";
import type { Call, Connection } from "./connection.ts";
import { CredentialError } from "./errors.ts";
import { flag, text, whole } from "./fields.ts";
import { Secret } from "./secret.ts";

const call: Call = { service: "dcs", operation: "showInstance", method: "GET", path: "/v2", repeat: "never" };

/** A connection that answers everything with one body, and keeps how it was asked. */
function answering(body: string) {
  const repeats: string[] = [];
  const via: Connection = {
    longestMs: 1,
    quietMs: 1,
    send: async ({ repeat }) => {
      repeats.push(repeat);
      return { status: 200, headers: { "x-request-id": "r-1" }, body: new Secret(body) };
    },
    reach: async (host) => host,
  };
  return { via, repeats };
}

it("reads a reply, and says what an error about it must say", async () => {
  const { body, details } = await ask(answering(`{"name":"a"}`).via, call, z.object({ name: z.string() }));
  expect(body).toEqual({ name: "a" });
  expect(details).toEqual({ service: "dcs", operation: "showInstance", status: 200, requestId: "r-1" });
});

it("leaves open what a reply of no documented shape means, and says of which call", async () => {
  await expect(ask(answering("<html>").via, call, z.object({ name: z.string() }))).rejects.toMatchObject({
    code: "ERR_OUTCOME_UNKNOWN",
    details: { operation: "showInstance", requestId: "r-1" },
  });
});

it("leaves nothing open where a call only reads, and lets it be repeated", async () => {
  const { via, repeats } = answering("<html>");
  await expect(look(via, call, z.object({ name: z.string() }))).rejects.toMatchObject({ code: "ERR_UNAVAILABLE" });
  expect(repeats).toEqual(["safe"]);
});

it("passes every other error on", async () => {
  const refused = new CredentialError("ERR_REFUSED", "no");
  await expect(harmless(Promise.reject(refused))).rejects.toBe(refused);
});

it("takes an absent field and a null one for the same, and a field of another type for neither", () => {
  const shape = z.object({ a: text, b: whole, c: flag });
  expect(shape.parse({ a: null, b: 1 })).toEqual({ a: undefined, b: 1, c: undefined });
  expect(shape.safeParse({ a: 1 }).success).toBe(false);
});
