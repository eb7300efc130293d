import { type Connection, CredentialError, Secret, type Sink, type Store } from "@rekey/core";
import { memoryStore, sampleCloud, virtualClock } from "@rekey/core/testing";
import { describe, expect, it } from "vitest";
import { DAY_MS, HOUR_MS, MINUTE_MS, passing, remembering, sample } from "./house.fixture.ts";
import { type OnceOptions, rotateOnce } from "./once.ts";

const ada = { user: "ada" };

function setUp(more: Partial<OnceOptions> = {}) {
  const clock = virtualClock();
  const store = memoryStore();
  const cloud = sampleCloud();
  const options: OnceOptions = { via: cloud.via, store, clock, ...more };
  const accepts = (secret: Secret | undefined) => secret !== undefined && cloud.accepts("ada", secret);
  return { clock, store, cloud, options, accepts };
}

describe("rotateOnce", () => {
  it("rotates once and answers with the secret in force", async () => {
    const { options, accepts } = setUp();
    const once = await rotateOnce(sample("set-checked"), ada, options);
    expect(once).toMatchObject({ state: "stable", version: 1, undelivered: [] });
    expect(accepts(once.issued?.secret)).toBe(true);
  });

  it("rotates again each time it is asked, and only then", async () => {
    const { options, clock, cloud } = setUp();
    const kind = sample("set-blind");
    expect((await rotateOnce(kind, ada, options)).version).toBe(1);
    await clock.advance(1000 * DAY_MS);
    expect((await rotateOnce(kind, ada, options)).version).toBe(2);
    expect(cloud.calls).toHaveLength(2);
  });

  it("waits while a change takes hold", async () => {
    const { options, clock, accepts } = setUp();
    const once = await passing(clock, rotateOnce(sample("set-async"), ada, options));
    expect(once).toMatchObject({ state: "stable", version: 1 });
    expect(accepts(once.issued?.secret)).toBe(true);
  });

  it("learns first what came of a run that died, and rotates no second time for it", async () => {
    const { options, clock, store, cloud, accepts } = setUp();
    let commits = 0;
    const dying: Store = {
      ...store,
      commit: (...transition) => (++commits > 1 ? Promise.reject(new Error("killed")) : store.commit(...transition)),
    };
    const kind = sample("set-checked");
    await expect(rotateOnce(kind, ada, { ...options, store: dying })).rejects.toThrow("killed");
    await expect(rotateOnce(kind, ada, options)).rejects.toMatchObject({
      code: "ERR_CONFLICT",
      againAt: new Date(clock.now().getTime() + 5 * MINUTE_MS),
    });
    await clock.advance(5 * MINUTE_MS);
    const once = await rotateOnce(kind, ada, options);
    expect(once).toMatchObject({ state: "stable", version: 1 });
    expect(accepts(once.issued?.secret)).toBe(true);
    expect(cloud.calls.filter(({ operation }) => operation === "setPassword")).toHaveLength(1);
  });

  it("takes what the service calls the version in force along with its secret, and so can withdraw it", async () => {
    const { options, clock, store } = setUp({ graceMs: HOUR_MS });
    const current = { secret: new Secret("canary-first"), id: "key-0" };
    const once = await rotateOnce(sample("keys"), ada, { ...options, current });
    expect(once).toMatchObject({ version: 2, issued: { id: expect.any(String) } });
    const [row] = await store.list();
    expect(row?.credential.previous?.issued).toEqual(current);
    await clock.advance(HOUR_MS);
  });

  it("answers at once where it would have to wait long, and why", async () => {
    const cloud = sampleCloud();
    const via: Connection = {
      ...cloud.via,
      async send() {
        throw new CredentialError("ERR_REFUSED", "the service's rules");
      },
    };
    const once = await rotateOnce(sample("set-blind"), ada, setUp({ via }).options);
    expect(once).toMatchObject({ state: "waiting", waiting: { reason: "refused" } });
    expect(once.issued).toBeUndefined();
  });

  it("takes the secret in force from its caller where the kind needs it", async () => {
    const { options, accepts } = setUp();
    const kind = sample("change-checked");
    expect(await rotateOnce(kind, ada, options)).toMatchObject({ state: "waiting", waiting: { reason: "import" } });
    const once = await rotateOnce(kind, ada, { ...options, current: new Secret("canary-first") });
    expect(once).toMatchObject({ state: "stable", version: 2 });
    expect(accepts(once.issued?.secret)).toBe(true);
  });

  it("says what is stuck, and goes on once it is told the secret in force", async () => {
    const { options, cloud, clock, accepts } = setUp();
    const kind = sample("change-blind");
    await rotateOnce(kind, ada, { ...options, current: new Secret("canary-not-it") });
    const stuck = await rotateOnce(kind, ada, options);
    expect(stuck).toMatchObject({ state: "stuck", stuck: { problem: { code: "ERR_DRIFTED" } } });
    expect(cloud.calls).toHaveLength(1);
    await clock.advance(MINUTE_MS);
    const once = await rotateOnce(kind, ada, { ...options, current: new Secret("canary-first") });
    expect(once.state).toBe("stable");
    expect(accepts(once.issued?.secret)).toBe(true);
  });

  it("delivers, and a sink that fails is delivered to by the next run", async () => {
    let isDown = true;
    const up = remembering();
    const vault: Sink = {
      deliver: (delivery, signal) => (isDown ? Promise.reject(new Error("sealed")) : up.deliver(delivery, signal)),
    };
    const { options, clock } = setUp({ deliver: { vault } });
    const kind = sample("set-blind");
    expect(await rotateOnce(kind, ada, options)).toMatchObject({ version: 1, undelivered: ["vault"] });
    isDown = false;
    await clock.advance(HOUR_MS);
    expect(await rotateOnce(kind, ada, options)).toMatchObject({ version: 2, undelivered: [] });
    expect(up.had.at(-1)?.version).toBe(2);
  });

  it("keeps the key before for its grace, and withdraws it with a later run (law 9, P6)", async () => {
    const { options, clock, accepts } = setUp();
    const kind = sample("keys");
    const one = await rotateOnce(kind, ada, options);
    const two = await rotateOnce(kind, ada, options);
    expect([accepts(one.issued?.secret), accepts(two.issued?.secret)]).toEqual([true, true]);
    await clock.advance(DAY_MS);
    await passing(clock, rotateOnce(kind, ada, options));
    expect(accepts(one.issued?.secret)).toBe(false);
  });

  it("mails, and holds nothing (law 13)", async () => {
    const { options } = setUp();
    expect(await rotateOnce(sample("mailed"), ada, options)).toMatchObject({ state: "stable", issued: undefined });
  });

  it("finds what somebody else declared under the name, and leaves the declaration as it is", async () => {
    const { options, store, clock } = setUp({ name: "cache-app" });
    const account = { user: "ada" };
    const declaration = { name: "cache-app", owner: "file", kind: "sample.set-blind", connection: "prod", account };
    const theirs = { ...declaration, rotate: { everyMs: DAY_MS }, deliver: [], graceMs: 0 };
    await store.declare(theirs, { identity: "sample:ada", lane: "sample:ada" }, clock.now());
    await rotateOnce(sample("set-blind"), ada, options);
    expect((await store.find("cache-app"))?.declaration).toEqual(theirs);
    const bob = rotateOnce(sample("set-blind"), { user: "bob" }, options);
    await expect(bob).rejects.toMatchObject({ code: "ERR_DECLARATION" });
  });

  it.each([
    ["an account of another shape", { user: "" }, {}],
    ["a name that cannot be one", ada, { name: "No Name" }],
  ])("refuses %s", async (_, account, more) => {
    const once = rotateOnce(sample("set-blind"), account, setUp(more).options);
    await expect(once).rejects.toMatchObject({ code: "ERR_DECLARATION" });
  });
});
