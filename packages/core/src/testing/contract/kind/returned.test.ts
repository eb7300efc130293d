import { expect, it } from "vitest";
import { CredentialError } from "../../../errors.ts";
import { random } from "../../sample/parts.ts";
import { type Broken, broken, failing } from "./broken.fixture.ts";

const faults: readonly Broken[] = [
  [
    "a reply that is read before it is kept",
    "looks at nothing in the reply",
    broken.returned({
      reset: async (one, via) => {
        const reply = await random.reset(one, via);
        random.read(reply);
        return reply;
      },
    }),
  ],
  [
    "a reply that is quoted",
    "never quotes it",
    broken.returned({
      read(reply) {
        throw new CredentialError("ERR_OUTCOME_UNKNOWN", `not understood: ${reply.body.reveal()}`);
      },
    }),
  ],
];

it.each(faults)("notices %s", async (_, noticedBy, kind) => {
  expect(await failing(kind)).toContainEqual(expect.stringContaining(noticedBy));
});
