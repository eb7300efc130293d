import type { Store } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { type Carried, carried, carry, dyingAt, failing, scene, type Scene } from "./world.fixture.ts";

const faults = [
  ["drop", { type: "drop", when: "before" }],
  ["drop after the change", { type: "drop", when: "after" }],
  ["reset after the change", { type: "reset", when: "after" }],
  ["500 after the change", { type: "status", status: 500, code: "IAM.0006", when: "after" }],
  ["unlisted code", { type: "status", status: 400, code: "IAM.9999", when: "after" }],
  ["late change", { type: "late", ms: 600_000 }],
  ["half a reply", { type: "truncate", when: "after" }],
  ["web page", { type: "page", when: "after" }],
  ["throttling", { type: "throttle" }],
] as const;

async function endsWell(one: Carried, on: Scene, dying = on.store): Promise<void> {
  const { state, issued, stuck } = await carry(one, on, dying);
  expect([state, stuck?.message]).toEqual(["stable", undefined]);
  expect(issued && one.isInForce(on.emulator, issued.secret)).toBe(true);
  expect(issued && one.strays(on.emulator, issued.secret)).toBe(0);
}

describe.for(carried.map((one) => [`${one.kind.name} of ${JSON.stringify(one.account)}`, one] as const))(
  "%s",
  ([, one]) => {
    it("is rotated over the wire, with one change", async () => {
      await using on = await scene();
      await endsWell(one, on);
      expect(on.emulator.sends(one.operation)).toBe(1);
    });

    it.for(faults)("survives a %s (laws 3, 4, 14)", async ([, act]) => {
      await using on = await scene();
      on.emulator.fault(failing(one.operation, act));
      await endsWell(one, on);
    });

    it.for([1, 2, 3, 4, 5])("survives a death at transition %s (laws 1, 2)", async (nth) => {
      await using on = await scene();
      await endsWell(one, on, dyingAt(on.store, nth));
    });
  },
);

it("is not fooled by an instance that goes back to its old password: the same one is sent again (laws 3, 4)", async () => {
  await using on = await scene();
  const one = carried.find(({ operation }) => operation === "resetPassword");
  if (!one) throw new TypeError("the instance's own password is carried");
  const reverts = { isDone: false };
  const going: Store = {
    ...on.store,
    commit: async (...transition) => {
      if (!reverts.isDone && on.emulator.sends(one.operation) > 0) {
        reverts.isDone = true;
        await on.emulator.setPassword("cache-prod", "default", "canary-First-Passw0rd");
      }
      return on.store.commit(...transition);
    },
  };
  await endsWell(one, on, going);
  expect(on.emulator.sends(one.operation)).toBe(2);
  expect(new Set(on.emulator.account("cache-prod", "default").previous.map((each) => each.reveal())).size).toBe(2);
});
