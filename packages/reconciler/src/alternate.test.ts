import { Secret } from "@rekey/core";
import { expect, it } from "vitest";
import { couple } from "./alternate.fixture.ts";
import { HOUR_MS, MINUTE_MS, sample, setElsewhere } from "./house.fixture.ts";
import { plan } from "./plan.ts";

it("changes one account after the other, and what a sink has logs in until it has the next (law 9, P6)", async () => {
  const { cloud, clock, sink, look, ask } = await couple(sample("set-checked"));
  await look();
  expect(sink.had.map(({ account, current }) => [account, cloud.accepts("ada", current.secret)])).toEqual([
    [{ user: "ada" }, true],
  ]);
  await clock.advance(HOUR_MS);
  await ask("rotate");
  const { current, previous } = await look();
  expect([current, previous]).toMatchObject([
    { number: 2, isAlternate: true, facts: { user: "bob" } },
    { number: 1, facts: { user: "ada" } },
  ]);
  expect(sink.had.at(-1)).toMatchObject({ version: 2, account: { user: "bob" } });
  for (const { account, current: had } of sink.had) expect(cloud.accepts(account["user"] ?? "", had.secret)).toBe(true);
});

it("lets the account that was in force be until its grace is over, and until every sink has the other one (law 9)", async () => {
  const { clock, look, ask, cloud } = await couple(sample("set-checked"));
  await look();
  await clock.advance(HOUR_MS);
  await ask("rotate");
  await look();
  await ask("rotate");
  expect((await look()).waiting).toMatchObject({
    reason: "retiring",
    message: "v1 may still be in use until its grace is over",
  });
  await clock.advance(HOUR_MS + MINUTE_MS);
  expect(await look()).toMatchObject({ current: { number: 3, facts: { user: "ada" } }, previous: { number: 2 } });
  expect(cloud.calls.filter(({ operation }) => operation === "setPassword")).toHaveLength(3);
});

it("goes back to the other account without a change at the service (law 8)", async () => {
  const { clock, look, ask, cloud, sink } = await couple(sample("set-checked"));
  await look();
  await clock.advance(HOUR_MS);
  await ask("rotate");
  await look();
  const changes = () => cloud.calls.filter(({ operation }) => operation === "setPassword").length;
  const before = changes();
  await ask("rollback");
  const { current, previous } = await look();
  expect([current, previous]).toMatchObject([
    { number: 3, facts: { user: "ada" } },
    { number: 2, isAlternate: true },
  ]);
  expect(current?.verifiedAt).toBeDefined();
  expect(changes()).toBe(before);
  expect(sink.had.at(-1)).toMatchObject({ version: 3, account: { user: "ada" } });
});

it("goes back to no secret that the service refuses", async () => {
  const { clock, look, ask, cloud, events } = await couple(sample("set-checked"));
  await look();
  await clock.advance(HOUR_MS);
  await ask("rotate");
  await look();
  await setElsewhere(cloud, "ada", new Secret("canary-theirs"));
  await ask("rollback");
  expect((await look()).current?.number).toBe(2);
  expect(events.at(-1)).toMatchObject({
    name: "rotation.refused",
    problem: { message: "the service does not accept v1" },
  });
});

it("pays for each account's tries from its own budget (law 5)", async () => {
  const { clock, look, ask, store } = await couple(sample("set-checked", { check: async () => "refused" }));
  await look();
  const paid = async (identity: string) => (await store.payments(identity, clock.now())).length;
  expect([await paid("sample:ada"), await paid("sample:bob")]).toEqual([1, 0]);
  await ask("rotate");
});

it("imports each account's secret where the old one is needed, and says whose is missing", async () => {
  const { look, ask, clock, cloud } = await couple(sample("change-checked"));
  const first = new Secret("canary-first");
  expect((await look()).waiting).toMatchObject({ reason: "import" });
  await ask({ inForce: first });
  expect((await look()).current).toMatchObject({ number: 1, facts: { user: "ada" } });
  await clock.advance(HOUR_MS);
  await ask("rotate");
  expect((await look()).waiting).toMatchObject({ reason: "import", message: expect.stringContaining("sample:bob") });
  await ask({ inForce: first, isAlternate: true });
  expect(await look()).toMatchObject({
    current: { number: 2, isAlternate: true, facts: { user: "bob" } },
    previous: { number: 1 },
  });
  await clock.advance(2 * HOUR_MS);
  await ask("rotate");
  const { current } = await look();
  expect(current).toMatchObject({ number: 3, facts: { user: "ada" } });
  expect(current?.issued && cloud.accepts("ada", current.issued.secret)).toBe(true);
  expect(cloud.accepts("bob", first)).toBe(true);
});

it("plans for the account whose turn it is", async () => {
  const kind = sample("set-checked");
  const { look, ask, clock, listed, store } = await couple(kind);
  await look();
  await clock.advance(HOUR_MS);
  await ask("rotate");
  const declared = await listed();
  const request = await store.request("c1", 0);
  expect(plan({ ...declared, declared, kind, request }, clock.now())).toMatchObject({
    do: "rotate",
    turn: { isAlternate: true },
    breaks: "what the other account has now stops working; v1 works on",
  });
});
