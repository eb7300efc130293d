import { CredentialError, type CredentialKind, type Declaration, Secret } from "@rekey/core";
import { expect, it } from "vitest";
import { declarationOf, furnish, HOUR_MS, sample } from "./house.fixture.ts";
import { reconcile } from "./reconcile.ts";

/** One credential whose declared kind changes in the middle of an attempt. */
async function scene(first: CredentialKind, other: CredentialKind) {
  const fault: { operation?: string; error?: Error } = {};
  const furnished = furnish(first, ["ada"], {
    newUid: () => "c1",
    tools: { kind: (name) => (name === first.name ? first : other) },
    via: (real) => ({
      ...real,
      async send(call) {
        if (call.operation !== fault.operation) return real.send(call);
        throw fault.error ?? new Error("the reply is lost");
      },
    }),
  });
  const { store, clock, tools } = furnished;
  const declare = (kind: CredentialKind, change: Partial<Declaration> = {}) =>
    store.declare(
      { ...declarationOf(kind, "ada"), approval: "auto", ...change },
      { identity: "sample:ada", lane: "sample:ada" },
      clock.now(),
    );
  await declare(first);
  const row = async () => (await store.get("c1"))?.credential;
  const look = async () => (await reconcile(tools, "c1"), row());
  const ask = (what: Parameters<typeof store.ask>[1]) => store.ask("c1", what, { who: "ada", at: clock.now() });
  return { ...furnished, fault, declare, row, look, ask };
}

it("keeps the secret of a change that was made, whatever kind is declared meanwhile (law 1)", async () => {
  const slow = sample("set-async");
  const { declare, look, clock, cloud } = await scene(slow, sample("mailed"));
  const landed = await look();
  expect(landed?.attempt?.phase).toBe("landed");
  await declare(sample("mailed"));
  await clock.advance(HOUR_MS);
  const { current, attempt, waiting } = (await look()) ?? {};
  expect([current, attempt?.candidate, waiting?.reason]).toEqual([
    undefined,
    landed?.attempt?.candidate,
    "declaration",
  ]);
  await declare(slow);
  const back = await look();
  expect(back?.current?.issued && cloud.accepts("ada", back.current.issued.secret)).toBe(true);
});

it("is not stuck before the quiet time is over because another kind is declared meanwhile (law 6)", async () => {
  const { declare, look, clock, fault } = await scene(sample("random"), sample("set-checked"));
  fault.operation = "resetRandomPassword";
  expect((await look())?.attempt?.phase).toBe("sent");
  await declare(sample("set-checked"));
  await clock.advance(90_000);
  expect(await look()).toMatchObject({ attempt: { phase: "sent" }, waiting: { reason: "declaration" } });
  await declare(sample("random"));
  fault.operation = "none";
  await look();
  await clock.advance(HOUR_MS);
  expect((await look())?.current?.issued).toBeDefined();
});

it("begins anew, by the kind that is declared now, what was proven to have changed nothing", async () => {
  const { declare, look, clock, fault, cloud } = await scene(sample("set-checked"), sample("random"));
  fault.error = new CredentialError("ERR_UNAVAILABLE", "turned away");
  fault.operation = "setPassword";
  expect((await look())?.attempt?.phase).toBe("unsent");
  await declare(sample("random"));
  await clock.advance(HOUR_MS);
  const { current, attempt } = (await look()) ?? {};
  expect([attempt, current?.number]).toEqual([undefined, 2]);
  expect(current?.issued && cloud.accepts("ada", current.issued.secret)).toBe(true);
});

it("goes on by the declared kind where the administrator's way was turned away and is declared no more", async () => {
  const own = sample("change-checked");
  const admin = sample("set-checked");
  const { declare, look, clock, fault, ask } = await scene(own, admin);
  const way = { kind: admin.name, connection: "cloud", account: { user: "ada" } };
  await declare(own, { reconcile: way });
  fault.error = new CredentialError("ERR_UNAVAILABLE", "turned away");
  fault.operation = "setPassword";
  expect((await look())?.attempt).toMatchObject({ phase: "unsent", by: "reconcile" });
  await declare(own);
  await clock.advance(HOUR_MS);
  expect(await look()).toMatchObject({ attempt: undefined, waiting: { reason: "import" } });
  await ask({ inForce: new Secret("canary-first") });
  expect((await look())?.current?.issued).toBeDefined();
});
