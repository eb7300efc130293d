import { expect, it } from "vitest";
import { z } from "zod";
import { type Broken, broken, failing } from "./broken.fixture.ts";

const faults: readonly Broken[] = [
  ["a name of one word", "name of two words", broken.settable({ name: "Broken.Kind" })],
  ["evidence without before", "parts that fit", broken.mailed({ landed: async () => "no" })],
  [
    "an account that drops what it does not know",
    "refuses what is none",
    broken.settable({ account: z.object({ user: z.string() }) }),
  ],
  [
    "an account that is no JSON",
    "plain JSON",
    broken.settable({ account: z.strictObject({ user: z.string(), on: z.date().default(new Date(0)) }) }),
  ],
  [
    "an identity that depends on how it is written",
    "one identity",
    broken.settable({ identity: (one) => JSON.stringify(one) + Math.random() }),
  ],
];

it.each(faults)("notices %s", async (_, noticedBy, kind) => {
  expect(await failing(kind)).toContainEqual(expect.stringContaining(noticedBy));
});
