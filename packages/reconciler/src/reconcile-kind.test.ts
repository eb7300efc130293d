import { type Connection, type CredentialKind, type Declaration, Secret, stateOf } from "@rekey/core";
import { expect, it } from "vitest";
import { approvable } from "./approval.ts";
import { heard } from "./heard.ts";
import { declarationOf, furnish, HOUR_MS, remembering, sample, setElsewhere } from "./house.fixture.ts";
import { reconcile } from "./reconcile.ts";

const PLACE = { identity: "sample:ada", lane: "sample:ada" };
const FIRST = new Secret("canary-first");

/** One member's own password, with an administrator's way to it. */
async function member(admin: CredentialKind, change: Partial<Declaration> = {}) {
  const own = sample("change-checked");
  const sink = remembering();
  const kinds = (name: string) => (name === admin.name ? admin : own);
  const furnished = furnish(own, ["ada"], { sinks: { app: sink }, newUid: () => "c1", tools: { kind: kinds } });
  const { store, clock, tools, cloud } = furnished;
  const way = { kind: admin.name, connection: "cloud", account: { user: "ada" } };
  const declaration = { ...declarationOf(own, "ada"), reconcile: way, deliver: ["app"], ...change };
  await store.declare(declaration, PLACE, clock.now());
  const listed = async () => {
    const found = await store.get("c1");
    if (!found) throw new TypeError("it was declared");
    return found;
  };
  const look = async () => (await reconcile(tools, "c1"), (await listed()).credential);
  const ask = (what: Parameters<typeof store.ask>[1]) => store.ask("c1", what, { who: "ada", at: clock.now() });
  const approve = async () => {
    const found = await listed();
    await ask({ approve: approvable(heard(found.credential, { declared: found }, clock.now()), found, clock.now()) });
  };
  const sent = (operation: string) => cloud.calls.filter((call) => call.operation === operation).length;
  const changedBySomebody = () => setElsewhere(cloud, "ada", new Secret("canary-theirs"));
  await ask({ inForce: FIRST });
  await look();
  await clock.advance(HOUR_MS);
  const drop = () => store.declare({ ...declaration, reconcile: undefined }, PLACE, clock.now());
  return { ...furnished, sink, look, ask, approve, sent, changedBySomebody, drop };
}

it("sets a new secret by the administrator's kind where the old one is refused, and is stable", async () => {
  const { look, ask, changedBySomebody, cloud, sink, clock, sent } = await member(sample("set-checked"));
  await changedBySomebody();
  await ask("rotate");
  const drifted = await look();
  expect([drifted.stuck, drifted.heartbeat?.driftedAt]).toEqual([undefined, clock.now()]);
  const { current, attempt } = await look();
  expect([attempt, current?.facts]).toEqual([undefined, { user: "ada" }]);
  expect(current?.issued && cloud.accepts("ada", current.issued.secret)).toBe(true);
  expect(sink.had.at(-1)?.version).toBe(current?.number);
  await clock.advance(HOUR_MS);
  await ask("rotate");
  await look();
  expect([sent("changePassword"), sent("setPassword")]).toEqual([2, 2]);
});

it("mails nobody before a person approves just that, then waits for the import, and rotates what is imported (law 13)", async () => {
  const { look, ask, approve, changedBySomebody, cloud, clock, sent, sink } = await member(sample("mailed"), {
    approval: "auto",
  });
  await changedBySomebody();
  await ask("rotate");
  await look();
  expect((await look()).waiting).toMatchObject({ reason: "approval" });
  expect(sent("mailPassword")).toBe(0);
  await approve();
  const mailed = await look();
  expect(mailed.current).toMatchObject({ issued: undefined });
  expect(sent("mailPassword")).toBe(1);
  const waiting = await look();
  expect(waiting.waiting).toMatchObject({
    reason: "import",
    message: expect.stringContaining("went to its recipient"),
  });
  await clock.advance(30 * 24 * HOUR_MS);
  expect((await look()).waiting).toMatchObject({ reason: "import" });
  expect(sent("mailPassword")).toBe(1);
  await ask({ inForce: cloud.mailed("ada") ?? FIRST });
  await look();
  const { current, attempt } = await look();
  expect([attempt, current?.facts]).toEqual([undefined, { user: "ada" }]);
  expect(current?.issued && cloud.accepts("ada", current.issued.secret)).toBe(true);
  expect(current?.issued?.secret.reveal() === cloud.mailed("ada")?.reveal()).toBe(false);
  expect([sink.had.at(-1)?.version, sent("mailPassword")]).toEqual([current?.number, 1]);
});

it("gives a change up of which nothing is left once its quiet time is over, and not before, and goes the administrator's way (laws 3, 6)", async () => {
  const { look, ask, changedBySomebody, clock, cloud, tools, events, sent } = await member(sample("set-checked"));
  const losing: Connection["send"] = (call) =>
    call.operation === "changePassword" ? Promise.reject(new Error("it is lost")) : cloud.via.send(call);
  await ask("rotate");
  await reconcile({ ...tools, connection: () => ({ ...cloud.via, send: losing }) }, "c1");
  await changedBySomebody();
  await look();
  expect([stateOf(await look(), clock.now()), sent("setPassword")]).toEqual(["unknown", 1]);
  await clock.advance(HOUR_MS);
  const { attempt, approved } = await look();
  expect([attempt, approved]).toEqual([undefined, undefined]);
  const refused = events.findLast(({ name }) => name === "rotation.refused");
  expect(refused?.message).toBe("neither the new nor the old secret is accepted");
  await clock.advance(HOUR_MS);
  const { current } = await look();
  expect(current?.issued && cloud.accepts("ada", current.issued.secret)).toBe(true);
  expect(sent("setPassword")).toBe(2);
});

it("loses nothing to a reply of the administrator's that is lost: that kind's own rules recover it (laws 3, 4)", async () => {
  const admin = sample("set-checked");
  const { look, ask, changedBySomebody, clock, cloud, tools } = await member(admin);
  await changedBySomebody();
  await ask("rotate");
  await look();
  const send = cloud.via.send.bind(cloud.via);
  const lost = {
    ...tools,
    connection: () => ({
      ...cloud.via,
      send: async (call: Parameters<typeof send>[0]) => {
        const reply = await send(call);
        if (call.operation === "setPassword") throw new Error("the reply is lost");
        return reply;
      },
    }),
  };
  await reconcile(lost, "c1");
  const unknown = await look();
  expect(stateOf(unknown, clock.now())).not.toBe("stuck");
  await clock.advance(HOUR_MS);
  const { current, attempt } = await look();
  expect(attempt).toBeUndefined();
  expect(current?.issued && cloud.accepts("ada", current.issued.secret)).toBe(true);
});

it("answers an approval of what an administrator may have begun once his way is declared no more (law 11)", async () => {
  const { look, ask, approve, drop, store, clock, sent } = await member(sample("mailed"));
  const row = store.rows.get("c1");
  if (!row) throw new TypeError("it is declared");
  const openedAt = clock.now();
  const begun = { version: 2, by: "reconcile", kind: "sample.mailed", why: "requested", phase: "unsent" } as const;
  // As it stands after a doubt: a newer state may have sent it.
  const attempt = { ...begun, before: {}, facts: {}, openedAt, quietUntil: openedAt };
  row.credential = { ...row.credential, attempt, opened: 2 };
  await approve();
  const last = await ask("deliver");
  await drop();
  for (let n = 0; n < 2; n++) await look();
  const { answered, waiting } = await look();
  expect([answered, waiting?.reason, sent("mailPassword")]).toEqual([last, "declaration", 0]);
  expect(await store.due(clock.now(), 10)).toEqual([]);
});
