import { expect, it } from "vitest";
import { CredentialError } from "../../../errors.ts";
import { keys } from "../../sample/parts.ts";
import { type Broken, broken, failing } from "./broken.fixture.ts";

const faults: readonly Broken[] = [
  ["a second withdrawal that fails", "withdraws a version", broken.versioned({ retire: once() })],
  ["a restoration that never fails", "refuses to restore", broken.versioned({ restore: async () => undefined })],
];

it.each(faults)("notices %s", async (_, noticedBy, kind) => {
  expect(await failing(kind)).toContainEqual(expect.stringContaining(noticedBy));
});

function once(): typeof keys.retire {
  const gone = new Set<string>();
  return async (one, id, via) => {
    if (gone.has(id)) throw new CredentialError("ERR_REFUSED", "no such key");
    gone.add(id);
    return keys.retire(one, id, via);
  };
}
