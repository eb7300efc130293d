import { type Credential, type CredentialKind, fresh, type Waiting } from "@rekey/core";
import { expect, it } from "vitest";
import { blocked } from "./blocked.ts";
import { declarationOf, HOUR_MS, sample } from "./house.fixture.ts";

const now = new Date(Date.UTC(2026, 5, 1));
/** Made an hour from now, by a clock that was set back since. */
const current = { number: 1, facts: {}, since: new Date(now.getTime() + HOUR_MS) };
const row: Credential = { ...fresh("c1", now), current, dueAt: now };

/** What keeps a rotation of the row from being begun. */
function blockedBy(kind: CredentialKind): Waiting | undefined {
  const place = { identity: "sample:ada", lane: "sample:ada" };
  const declared = { uid: "c1", generation: 1, declaration: declarationOf(kind, "ada"), place, declaredAt: now };
  return blocked(row, { credential: row, declared, kind }, now);
}

it.for(["set-blind", "random-evidence"])(
  "%s has no interval, and waits for none by a clock that was set back",
  (name) => {
    expect(blockedBy(sample(name))).toBeUndefined();
  },
);

it("a kind with an interval waits for it", () => {
  expect(blockedBy(sample("set-blind", { limits: { leastIntervalMs: HOUR_MS } }))).toMatchObject({
    reason: "interval",
    message: "the service allows one change in 1h",
  });
});
