import type { Checked, Landed } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { MINUTE_MS } from "./house.fixture.ts";
import { fateOf, recovering } from "./recover.fixture.ts";

type Probe = readonly [next?: Checked, old?: Checked];
const probes = {
  "asks nobody": [],
  "finds the new one": ["accepted", "accepted"],
  "finds the old one": ["refused", "accepted"],
  "finds neither": ["refused", "refused"],
  "cannot tell": ["unclear", "accepted"],
} satisfies Record<string, Probe>;
type Asking = keyof typeof probes;

/** Evidence, probe; what becomes of the attempt where nothing of it is in the air any more, and where something may be (law 6). */
const supplied: readonly (readonly [Landed | undefined, Asking, string, string])[] = [
  [undefined, "asks nobody", "is sent again", "waits"],
  [undefined, "finds the new one", "is landed", "is landed"],
  [undefined, "finds the old one", "is sent, as the first", "is sent again"],
  [undefined, "finds neither", "is sent again", "waits"],
  [undefined, "cannot tell", "is sent again", "waits"],
  ["unclear", "asks nobody", "is sent again", "waits"],
  ["unclear", "finds the new one", "is landed", "is landed"],
  ["unclear", "finds the old one", "is sent, as the first", "is sent again"],
  ["unclear", "finds neither", "is sent again", "waits"],
  ["unclear", "cannot tell", "is sent again", "waits"],
  ["yes", "asks nobody", "is landed", "is landed"],
  ["yes", "finds neither", "is landed", "is landed"],
  ["no", "asks nobody", "is sent, as the first", "waits"],
  ["no", "finds the new one", "is landed", "is landed"],
  ["no", "finds the old one", "is sent, as the first", "is sent again"],
  ["no", "finds neither", "is sent, as the first", "waits"],
  ["no", "cannot tell", "is sent, as the first", "waits"],
];

describe.each(["set", "change"] as const)("an unknown of a kind with %s (law 3)", (shape) => {
  it.each(supplied)("with evidence %s, where it %s: %s; before the quiet time is over: %s", async (...row) => {
    const [landed, asking, after, before] = row;
    const [next, old]: Probe = probes[asking];
    // Who needs the old secret cannot send one that is not in force: a person knows which is.
    const isStuck = shape === "change" && asking === "finds neither" && after === "is sent again";
    expect(fateOf(await recovering(shape, { landed, next, old }))).toBe(isStuck ? "is stuck" : after);
    expect(fateOf(await recovering(shape, { landed, next, old }, { quietMs: 1 }))).toBe(before);
  });
});

/** Evidence; what becomes of it after the quiet time. */
const unheld = {
  returned: [
    [undefined, "is sent again"],
    ["unclear", "is sent again"],
    ["yes", "is sent again"],
    ["no", "is sent, as the first"],
    [{ orphan: "key-2" }, "is sent, as the first"],
  ],
  mailed: [
    [undefined, "is stuck"],
    ["unclear", "is stuck"],
    ["yes", "is landed"],
    ["no", "is sent, as the first"],
    [{ orphan: "key-2" }, "is stuck"],
  ],
} satisfies Record<string, (readonly [Landed | undefined, string])[]>;

describe.each(["returned", "mailed"] as const)("an unknown of a kind whose secret is %s (laws 3, 13)", (shape) => {
  it.each(unheld[shape])(
    "with evidence %o %s, and asks nothing before the quiet time is over",
    async (landed, fate) => {
      expect(fateOf(await recovering(shape, { landed }))).toBe(fate);
      expect((await recovering(shape, { landed }, { quietMs: 1 })).did).toEqual([]);
    },
  );
});

describe("recovering, step by step", () => {
  it("looks at the evidence first, pays for both tries at once, and tries the new secret before the old one (law 5)", async () => {
    const { did, left, clock } = await recovering("set", { landed: "unclear", next: "refused", old: "accepted" });
    expect(did).toEqual([
      "compares with before the first",
      "budget.spent, pays 2",
      "tries v2",
      "tries v1",
      "looks anew",
      // One more for the check that follows, less the right answer.
      "rotation.opened",
      "sets v2",
      "rotation.issued",
    ]);
    expect(left).toMatchObject({ phase: "landed", before: { seen: "anew" }, landedAt: clock.now() });
  });

  it("tries nothing more once the new secret is accepted, and has the right answer back", async () => {
    const { did, left, row, clock } = await recovering("change", { next: "accepted", old: "accepted" });
    expect(did).toEqual(["budget.spent, pays 2", "tries v2", "rotation.recovered, pays -1"]);
    expect(left).toMatchObject({ phase: "landed", version: 2, landedAt: clock.now() });
    expect((await row()).attempt).toEqual(left);
  });

  it("tries nothing more where the new secret cannot be tried", async () => {
    const { did } = await recovering("change", { next: "unclear", old: "accepted" }, { quietMs: 1 });
    expect(did).toEqual(["budget.spent, pays 2", "tries v2"]);
  });

  it("pays for one try where no older secret is held, and sends the same candidate again (law 4)", async () => {
    const { did } = await recovering("set", { next: "refused" }, { hasOld: false });
    expect(did).toEqual(["budget.spent, pays 1", "tries v2", "rotation.opened, pays 1", "sets v2", "rotation.issued"]);
  });

  it("counts an old secret that cannot be tried as not accepted", async () => {
    expect(fateOf(await recovering("set", { next: "refused", old: "unclear" }, { quietMs: 1 }))).toBe("waits");
  });

  it("pays for nothing where nobody can be asked", async () => {
    const { did } = await recovering("set", {});
    expect(did).toEqual(["rotation.opened", "sets v2", "rotation.issued"]);
  });

  it("sends a change again with the old secret, paid for like a try", async () => {
    const { did } = await recovering("change", { next: "refused", old: "accepted" });
    expect(did.slice(-4)).toEqual([
      "looks anew",
      "rotation.opened, pays 1",
      "changes v1 to v2",
      "rotation.issued, pays -1",
    ]);
  });

  it("withdraws what nobody holds before it asks for another (law 9)", async () => {
    const { did } = await recovering("returned", { landed: { orphan: "key-2" }, retire: "retired" });
    expect(did).toEqual([
      "compares with before the first",
      "withdraws the orphan key-2",
      "looks anew",
      "rotation.opened",
      "resets",
      "rotation.kept",
    ]);
  });

  it("waits for a withdrawal that takes time", async () => {
    const againAt = new Date(Date.UTC(2040, 0, 1));
    const { did, error } = await recovering("returned", { landed: { orphan: "key-2" }, retire: { againAt } });
    expect(did).toEqual(["compares with before the first", "withdraws the orphan key-2"]);
    expect(error).toMatchObject({
      code: "ERR_UNAVAILABLE",
      message: "a version that nobody holds is withdrawn first",
      details: { againAt, reason: "retiring" },
    });
  });
});

describe("what stops it", () => {
  const tried = { next: "refused", old: "refused" } as const;

  it.each(["set", "change", "returned", "mailed"] as const)(
    "is the quiet time, until the instant that is written down: %s (law 6)",
    async (shape) => {
      const { error, clock } = await recovering(shape, {}, { quietMs: MINUTE_MS });
      expect(error).toMatchObject({
        code: "ERR_UNAVAILABLE",
        message: "nobody knows what came of the last request, and it may still land",
        details: { reason: "quiet", againAt: new Date(clock.now().getTime() + MINUTE_MS) },
      });
    },
  );

  it("is that neither secret is accepted, and says what to do (law 11)", async () => {
    const { error, did } = await recovering("change", tried);
    expect(did).toEqual(["budget.spent, pays 2", "tries v2", "tries v1"]);
    expect(error).toMatchObject({
      code: "ERR_STUCK",
      message: "neither the new nor the old secret is accepted",
      details: { remedy: "import the one that is in force" },
    });
  });

  it("is a mail that only its recipient knows of, and says whom to ask (laws 11, 13)", async () => {
    const { error, did } = await recovering("mailed", {});
    expect(did).toEqual([]);
    expect(error).toMatchObject({
      code: "ERR_STUCK",
      message: "a mail may have been sent, and only its recipient knows",
      details: { remedy: "ask its recipient, then resolve it: candidate if a mail came, current if none did" },
    });
  });

  it("is a budget that does not pay for both tries, before the first of them (law 5)", async () => {
    const { did, error } = await recovering("change", tried, { spent: 3 });
    expect(did).toEqual([]);
    expect(error).toMatchObject({ code: "ERR_UNAVAILABLE", details: { reason: "lock" } });
    expect((await recovering("change", tried, { spent: 2 })).did).toHaveLength(3);
  });
});
