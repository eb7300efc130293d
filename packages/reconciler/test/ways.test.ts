import { sampleKinds } from "@rekey/core/testing";
import { describe, expect, it } from "vitest";
import type { Ending } from "./sent.ts";
import { live, type Script } from "./script.ts";

const lost: readonly Ending[] = ["lost, applied", "lost, never applied", "lost, applied late"];
const proven: readonly Ending[] = ["refused", "busy", "our key refused", "not declared so"];
const crashes = ["before", "after"] as const;
const named = (names: readonly string[]) => sampleKinds.filter(({ name }) => names.includes(name.slice(7)));

/** Lives a life again for each of its effects, with a death there. */
async function dyingEverywhere(kind: (typeof sampleKinds)[number], script: Script): Promise<number> {
  const { effects } = await live(kind, script);
  for (const side of crashes)
    for (let n = 0; n < effects; n++) await live(kind, { ...script, deaths: new Map([[n, side]]) });
  return effects;
}

const changing = sampleKinds.filter((kind) => "change" in kind);
const admins = sampleKinds.filter((kind) => "set" in kind || kind.secret === "mailed");
const ways = changing.flatMap((kind) => admins.map((admin) => [kind.name, admin.name, kind, admin] as const));

describe.each(ways)("%s, with %s as the administrator's way", (_, __, kind, admin) => {
  const script: Script = { declaring: { admin }, isForeign: true };
  const mails = (world: Awaited<ReturnType<typeof live>>["world"]) =>
    world.events.filter(({ name, message = "" }) => name === "rotation.opened" && message.includes(admin.name)).length;

  it("takes it once, where the old secret is refused (law 13)", async () => {
    const { world } = await live(kind, script);
    expect(mails(world)).toBe(1);
  });

  it("survives a crash before and after each effect of it (laws 1, 2, P1)", async () => {
    expect(await dyingEverywhere(kind, script)).toBeGreaterThan(10);
  });

  it("survives a reply that is lost on either way, and a crash after each effect beside it (laws 3, 4, 6, 13, P2)", async () => {
    for (const ending of lost)
      for (const lateMs of [1_000, 300_000, 599_000])
        for (const endings of [[ending], ["answered", ending], [ending, ending]] as const) {
          const given = { ...script, endings, lateMs };
          const { effects } = await live(kind, given);
          for (let n = 0; n < effects; n += 5) await live(kind, { ...given, deaths: new Map([[n, "after"]]) });
        }
  });

  it("changes nothing that the service said no to (law 14)", async () => {
    for (const ending of proven) await live(kind, { ...script, endings: ["answered", ending] });
  });
});

const pairs = named(["set-checked", "set-blind", "change-checked", "random"]).map((kind) => [kind.name, kind] as const);

describe.each(pairs)("%s, of two accounts that take turns", (_, kind) => {
  const script: Script = { declaring: { isAlternating: true } };

  it("survives a crash before and after each effect (laws 1, 2, 9, P1, P6)", async () => {
    expect(await dyingEverywhere(kind, { ...script, beats: 4 })).toBeGreaterThan(10);
  });

  it.each(lost)("survives a reply %s, and a crash beside it (laws 3, 4, 6, 9, P2)", async (ending) => {
    for (const lateMs of [1_000, 61_000, 300_000, 599_000])
      await dyingEverywhere(kind, { ...script, endings: [ending], lateMs });
  });
});

const asked = sampleKinds.filter((kind) => "check" in kind).map((kind) => [kind.name, kind] as const);

describe.each(asked)("the heartbeat of %s", (_, kind) => {
  it("survives a crash before and after each of its effects (laws 3, 5, P1)", async () => {
    expect(await dyingEverywhere(kind, { beats: 2 })).toBeGreaterThan(12);
  });

  it("survives a store that fails at each of its commits", async () => {
    const { commits } = await live(kind, { beats: 2 });
    for (const failure of ["unwritten", "written"] as const)
      for (let n = 0; n < commits; n++) await live(kind, { beats: 2, storeFailures: new Map([[n, failure]]) });
  });
});
