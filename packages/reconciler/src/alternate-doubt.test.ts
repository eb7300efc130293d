import { after, type Attempt, Secret } from "@rekey/core";
import { expect, it } from "vitest";
import { couple } from "./alternate.fixture.ts";
import { MINUTE_MS, sample, setElsewhere } from "./house.fixture.ts";

/** Ada's v1 is in force; a row that is put back knows what became of bob's v2, or not. */
async function doubted(given: Partial<Attempt> = {}, isProven = true) {
  const asked: { readonly user: string; readonly which: string }[] = [];
  const candidate = { secret: new Secret("canary-v2") };
  const kind = sample("set-checked", {
    check: async ({ user }: { user: string }, secret: Secret) => {
      asked.push({ user, which: secret === candidate.secret ? "v2" : "v1" });
      return cloud.accepts(user, secret) ? "accepted" : "refused";
    },
  });
  const furnished = await couple(kind);
  const { cloud, clock, look, store } = furnished;
  await look();
  const row = store.rows.get("c1");
  if (!row) throw new TypeError("it is declared");
  const attempt: Attempt = {
    version: 2,
    isAlternate: true,
    why: "requested",
    phase: "sent",
    before: {},
    facts: { user: "bob" },
    openedAt: clock.now(),
    candidate,
    quietUntil: after(clock.now(), 10 * MINUTE_MS),
    ...given,
  };
  row.credential = { ...row.credential, attempt, opened: 2 };
  const since = clock.now();
  await store.doubt({ message: "it is older", since, until: after(since, 10 * MINUTE_MS), isProven, skip: 3 });
  asked.length = 0;
  await clock.advance(10 * MINUTE_MS + 300_000);
  const paid = async (user: string) => (await store.payments(`sample:${user}`, clock.now())).length;
  return { ...furnished, asked, paid, candidate };
}

it("asks about the account in force alone, at that account, and has the right answer back (laws 5, 14, P11)", async () => {
  const { look, asked, paid, row } = await doubted();
  await look();
  expect(asked).toEqual([{ user: "ada", which: "v1" }]);
  expect([await paid("ada"), await paid("bob")]).toEqual([0, 0]);
  expect(await row()).toMatchObject({
    current: { number: 6, facts: { user: "ada" } },
    attempt: { version: 7, isAlternate: true, phase: "sent" },
    opened: 7,
  });
});

it("pays for a wrong answer from that account's budget (law 5, P11)", async () => {
  const { look, asked, paid, cloud } = await doubted();
  await setElsewhere(cloud, "ada", new Secret("canary-theirs"));
  expect(await look()).toMatchObject({ stuck: { message: expect.stringContaining("not accepted") } });
  expect(asked).toEqual([{ user: "ada", which: "v1" }]);
  expect([await paid("ada"), await paid("bob")]).toEqual([1, 0]);
});

it("carries on with the other account at that account, with the candidate that may be in force there (laws 3, 4)", async () => {
  const { look, asked, cloud, candidate, paid, sink } = await doubted();
  await look();
  asked.length = 0;
  expect(await look()).toMatchObject({ current: { number: 7, isAlternate: true, facts: { user: "bob" } } });
  expect(new Set(asked.map(({ user }) => user))).toEqual(new Set(["bob"]));
  expect(cloud.accepts("bob", candidate.secret)).toBe(true);
  expect(await paid("ada")).toBe(0);
  expect(sink.had.map(({ version, account }) => [version, account["user"]])).toEqual([
    [1, "ada"],
    [6, "ada"],
    [7, "bob"],
  ]);
});

it("carries on with what it never sent to the other account: a newer state may have, and its secret is in no other place (law 1)", async () => {
  const { look, cloud, candidate, row } = await doubted({ phase: "unsent", quietUntil: undefined });
  const next = candidate.secret;
  await setElsewhere(cloud, "bob", next);
  await look();
  expect(await row()).toMatchObject({ current: { number: 6 }, attempt: { version: 7, phase: "sent" } });
  const { current } = await look();
  expect([current?.number, current?.issued?.secret === next, cloud.accepts("bob", next)]).toEqual([7, true, true]);
});

it("believes what nothing speaks against, under its own number, and carries on with the other account", async () => {
  const { look, asked } = await doubted({}, false);
  expect(await look()).toMatchObject({ current: { number: 1 }, attempt: { version: 2, isAlternate: true } });
  expect(asked).toEqual([{ user: "ada", which: "v1" }]);
});
