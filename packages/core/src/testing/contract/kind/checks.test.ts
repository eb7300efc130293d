import { expect, it } from "vitest";
import { check } from "../../sample/parts.ts";
import { type Broken, broken, failing } from "./broken.fixture.ts";

const faults: readonly Broken[] = [
  [
    "a check that always says yes",
    "refuses another secret",
    broken.settable({ check: async (one, secret, via) => (await check.check(one, secret, via), "accepted") }),
  ],
  [
    "a check that tries twice",
    "accepts the secret in force, with one try",
    broken.settable({
      check: async (one, secret, via) => (await check.check(one, secret, via), check.check(one, secret, via)),
    }),
  ],
  [
    "a check that passes the fence by",
    "accepts the secret in force, with one try",
    broken.settable({
      check: async ({ user }, secret, via) => {
        const reply = await via.send({
          service: "sample",
          operation: "login",
          method: "POST",
          path: "/",
          params: { user },
          body: { secret },
          repeat: "safe",
        });
        return reply.body.reveal().includes("true") ? "accepted" : "refused";
      },
    }),
  ],
  [
    "a check that takes silence for a no",
    "neither yes nor no",
    broken.settable({ check: (one, secret, via) => check.check(one, secret, via).catch(() => "refused") }),
  ],
];

it.each(faults)("notices %s", async (_, noticedBy, kind) => {
  expect(await failing(kind)).toContainEqual(expect.stringContaining(noticedBy));
});
