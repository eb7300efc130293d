import { sampleKinds } from "@rekey/core/testing";
import { describe, expect, it } from "vitest";
import { disrupting } from "./approver.ts";
import type { Ending } from "./sent.ts";
import { live } from "./script.ts";

const lost: readonly Ending[] = ["lost, applied", "lost, never applied", "lost, applied late"];
const proven: readonly Ending[] = ["refused", "busy", "our key refused", "not declared so"];
const crashes = ["before", "after"] as const;
const failures = ["unwritten", "written"] as const;
/** What is written only where there is something to wait for. */
const passing = ["rotation.waiting", "budget.spent"];
const LATE_MS = [1_000, 61_000, 300_000, 599_000];

describe.each(sampleKinds.map((kind) => [kind.name, kind] as const))("%s", (_, kind) => {
  it("rotates once, on three durable barriers and one a sink", async () => {
    const { world } = await live(kind, {});
    const kept = kind.secret === "returned" ? "rotation.kept" : "rotation.issued";
    const delivered = kind.secret === "mailed" ? [] : ["delivery.done", "delivery.done"];
    const barriers = world.store.recorded.filter(({ name, version }) => version === 2 && !passing.includes(name));
    expect(barriers.map(({ name }) => name)).toEqual(["rotation.opened", kept, "rotation.promoted", ...delivered]);
    expect(world.cloud.sent).toHaveLength(1);
  });

  it("delivers again, without changing again, after a sink fails (law 8, P7)", async () => {
    const { world } = await live(kind, { isSinkDown: true });
    expect(world.cloud.sent).toHaveLength(1);
  });

  it.each(crashes)("survives a crash %s each effect (laws 1, 2, P1)", async (side) => {
    const { effects } = await live(kind, { deaths: new Map() });
    for (let n = 0; n < effects; n++) await live(kind, { deaths: new Map([[n, side]]) });
  });

  it.each(crashes)("disturbs nobody unasked, with a crash %s each effect", async (side) => {
    const { effects, world } = await live(disrupting(kind), { deaths: new Map() });
    for (let n = 0; n < effects; n++) await live(disrupting(kind), { deaths: new Map([[n, side]]) });
    expect(world.cloud.sent).toHaveLength(1);
    expect(world.events.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["approval.asked", "approval.given", "rotation.promoted"]),
    );
  });

  it("asks once for an attempt, and again for the next (law 13)", async () => {
    for (const ending of lost) {
      const { world } = await live(disrupting(kind), { endings: [ending] });
      const asked = world.events.filter(({ name }) => name === "approval.given").map(({ version }) => version);
      expect(new Set(asked).size).toBe(asked.length);
    }
  });

  it("survives every pair of crashes", async () => {
    for (let first = 0; first < 24; first++)
      for (let second = first + 1; second < first + 24; second++)
        for (const side of crashes)
          await live(kind, {
            deaths: new Map([
              [first, side],
              [second, side],
            ]),
          });
  });

  it("survives a holder that stands still after each effect, and wakes when another has run (law 7, P8)", async () => {
    for (const endings of [[], ...lost.map((ending) => [ending])]) {
      const { effects } = await live(kind, { endings, lateMs: 300_000 });
      for (let n = 0; n < effects; n++) await live(kind, { endings, lateMs: 300_000, stalls: new Set([n]) });
    }
  });

  it.each(failures)("survives a store that fails at each commit, with the row %s", async (failure) => {
    const { commits } = await live(kind, {});
    for (let n = 0; n < commits; n++) await live(kind, { storeFailures: new Map([[n, failure]]) });
  });

  it.each(lost)("survives two replies %s, and a crash beside them (laws 3, 4, 6, P2)", async (ending) => {
    for (const second of [...lost, ...proven, "answered"] as const)
      for (const lateMs of LATE_MS) {
        const script = { endings: [ending, second], lateMs };
        const { effects } = await live(kind, script);
        for (let n = 0; n < effects; n += 3) await live(kind, { ...script, deaths: new Map([[n, "after"]]) });
      }
  });

  it.each(proven)("changes nothing that the service said no to: %s (law 14)", async (ending) => {
    const { effects } = await live(kind, { endings: [ending] });
    for (let n = 0; n < effects; n++) await live(kind, { endings: [ending], deaths: new Map([[n, "after"]]) });
  });
});
