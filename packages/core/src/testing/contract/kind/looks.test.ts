import { expect, it } from "vitest";
import { Secret } from "../../../secret.ts";
import { showUser } from "../../sample/calls.ts";
import { ready, set } from "../../sample/parts.ts";
import { type Broken, broken, failing } from "./broken.fixture.ts";

const faults: readonly Broken[] = [
  [
    "a look that changes",
    "looks without changing anything: before",
    broken.settable({ before: async (one, via) => (await set.set(one, new Secret("canary-x"), via), {}) }),
  ],
  [
    "a look that takes a failure for an answer",
    "no answer of a failure: ready",
    broken.settable({
      ready: (one, via) =>
        showUser(via, one).then(
          () => true,
          () => true,
        ),
    }),
  ],
  [
    "evidence of what did not happen",
    "looks without changing anything: landed",
    broken.returned({ landed: async () => "yes" }),
  ],
  ["evidence that misses what happened", "never that it has not", broken.returned({ landed: async () => "no" })],
  [
    "a change that is never ready",
    "becomes ready",
    broken.settable({ ...ready, ready: async (one, via) => (await showUser(via, one)).changes === "0" }),
  ],
];

it.each(faults)("notices %s", async (_, noticedBy, kind) => {
  expect(await failing(kind)).toContainEqual(expect.stringContaining(noticedBy));
});
