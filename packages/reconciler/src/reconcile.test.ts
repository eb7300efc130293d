import { type Call, type Connection, CredentialError, Secret, stateOf, type Store } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { DAY_MS, house, MINUTE_MS, remembering, sample } from "./house.fixture.ts";
import { reconcile } from "./reconcile.ts";

/** The same connection, where some operations fail. */
const failing =
  (failures: Readonly<Record<string, () => Error>>) =>
  (real: Connection): Connection => ({
    ...real,
    async send(call: Call) {
      const failure = failures[call.operation];
      if (failure) throw failure();
      return real.send(call);
    },
  });

const deleted = () =>
  new CredentialError("ERR_DECLARATION", "no such account", { remedy: "declare another", serviceCode: "DCS.4029" });

describe("reconcile", () => {
  it("rotates what is due, checks it, delivers it, and rests until it is due again", async () => {
    const sink = remembering();
    const { look, cloud, clock, tools, uid } = await house(sample("set-checked"), { sinks: { "app-env": sink } });
    const row = await look();
    const dueAt = new Date(clock.now().getTime() + 30 * DAY_MS);
    expect(row).toMatchObject({ current: { number: 1, verifiedAt: clock.now() }, dueAt, wakeAt: dueAt, opened: 1 });
    expect(row.current?.issued && cloud.accepts("ada", row.current.issued.secret)).toBe(true);
    expect(sink.had).toMatchObject([{ name: "cache-app", version: 1, account: { user: "ada" } }]);
    expect(await reconcile(tools, uid)).toBe(false);
  });

  it("tells each transition once, by its name, and writes it into the chain", async () => {
    const { look, events, store } = await house(sample("set-checked"), { sinks: { "app-env": remembering() } });
    await look();
    const transitions = ["rotation.opened", "rotation.issued", "rotation.promoted", "delivery.done"];
    expect(store.recorded.map(({ name }) => name)).toEqual(transitions);
    expect(events.map(({ name }) => name)).toEqual(transitions.toSpliced(2, 0, "rotation.settled"));
    expect(events).toMatchObject(
      Array.from(events, () => ({
        uid: "c1",
        credential: "cache-app",
        kind: "sample.set-checked",
        version: 1,
        epoch: 1,
      })),
    );
  });

  it("answers a request under its number and its author's name", async () => {
    const { look, store, clock, uid, events } = await house(sample("set-blind"));
    await look();
    await clock.advance(MINUTE_MS);
    const request = await store.ask(uid, "rotate", { who: "ci", at: clock.now() });
    expect((await look()).current?.number).toBe(2);
    const answers = events.filter((event) => event.request === request);
    expect(answers.map(({ name }) => name)).toEqual(["rotation.opened", "rotation.issued", "rotation.promoted"]);
    expect(answers[0]).toMatchObject({ by: "ci", message: "requested by ci 0s ago" });
  });

  it("makes one rotation of two requests that were made before it", async () => {
    const { look, store, clock, uid } = await house(sample("set-blind"));
    await look();
    for (const who of ["one", "other"]) await store.ask(uid, "rotate", { who, at: clock.now() });
    await clock.advance(MINUTE_MS);
    for (let n = 0; n < 3; n++) expect((await look()).current?.number).toBe(2);
  });

  it("never rotates early because it was restarted (law 12)", async () => {
    const { look, tools, clock, uid, cloud } = await house(sample("set-blind"));
    await look();
    const sent = cloud.calls.length;
    await clock.advance(29 * DAY_MS);
    expect(await reconcile({ ...tools }, uid)).toBe(false);
    expect(cloud.calls).toHaveLength(sent);
  });
});

describe("a bad day", () => {
  it("of the store, before the intent, sends nothing and loses nothing (law 1, P1)", async () => {
    const full = () => Promise.reject(new Error("database or disk is full"));
    const { look, row, cloud } = await house(sample("set-checked"), { store: (real) => ({ ...real, commit: full }) });
    await expect(look()).rejects.toThrow("disk is full");
    expect(cloud.calls).toEqual([]);
    expect(cloud.accepts("ada", new Secret("canary-first"))).toBe(true);
    expect((await row()).attempt).toBeUndefined();
  });

  it("of the store, after the change, is an unknown that the next holder settles (law 3, P2)", async () => {
    let commits = 0;
    const store = (real: Store): Store => ({
      ...real,
      commit: (...transition) =>
        ++commits === 2 ? Promise.reject(new Error("disk is full")) : real.commit(...transition),
    });
    const { look, row, cloud, clock } = await house(sample("set-checked"), { store });
    await expect(look()).rejects.toThrow("disk is full");
    expect(stateOf(await row(), clock.now())).toBe("unknown");
    await clock.advance(5 * MINUTE_MS);
    const { current } = await look();
    expect(current?.issued && cloud.accepts("ada", current.issued.secret)).toBe(true);
  });

  it("of an account that is deleted waits for a new declaration, and is looked at at once when it comes", async () => {
    let isDeleted = true;
    const via = (real: Connection): Connection => ({
      ...real,
      send: (call) => (isDeleted ? failing({ setPassword: deleted })(real) : real).send(call),
    });
    const { look, declare, clock, tools, uid } = await house(sample("set-blind"), { via });
    const row = await look();
    expect(stateOf(row, clock.now())).toBe("waiting");
    expect(row.waiting).toMatchObject({
      reason: "declaration",
      problem: { serviceCode: "DCS.4029", remedy: "declare another" },
    });
    expect(await reconcile(tools, uid)).toBe(false);
    isDeleted = false;
    await declare({ graceMs: 1 });
    expect((await look()).current?.number).toBe(1);
  });

  it("of a kind that nobody knows, or an account of another shape, is a wait like any other", async () => {
    const unknown = () => {
      throw new CredentialError("ERR_DECLARATION", "no kind dcs.other is installed");
    };
    const { look } = await house(sample("set-blind"), { tools: { kind: unknown } });
    expect((await look()).waiting).toMatchObject({ reason: "declaration", message: "no kind dcs.other is installed" });
    const other = await house(sample("set-blind"), { declaration: { account: { name: "canary-not-quoted" } } });
    expect((await other.look()).waiting?.message).toMatch(/^not an account of sample.set-blind: account.user/);
  });

  it("of our own key touches no candidate, and waits", async () => {
    const refused = () => new CredentialError("ERR_IDENTITY", "the signature is refused");
    let isRefused = true;
    const via = (real: Connection): Connection => ({
      ...real,
      send: (call) => (isRefused ? failing({ setPassword: refused })(real) : real).send(call),
    });
    const { look, clock } = await house(sample("set-blind"), { via });
    const { attempt, waiting } = await look();
    expect([attempt?.phase, waiting?.reason]).toEqual(["unsent", "circuit"]);
    isRefused = false;
    await clock.advance(2 * MINUTE_MS);
    expect((await look()).current?.issued?.secret).toBe(attempt?.candidate?.secret);
  });

  it("of an instance that never gets ready ends with a person, and not before its patience (law 11, P10)", async () => {
    const { look, store, clock, uid, events } = await house(sample("set-async", { ready: async () => false }));
    let row = await look();
    expect(row.waiting?.reason).toBe("applying");
    for (let minute = 0; minute < 29; minute++) {
      await clock.advance(MINUTE_MS);
      row = await look();
      expect(row.stuck).toBeUndefined();
    }
    await clock.advance(MINUTE_MS);
    row = await look();
    expect(row.stuck).toMatchObject({ problem: { code: "ERR_STUCK", remedy: expect.stringContaining("resolve") } });
    // Said once, however often it was looked at.
    expect(events.filter(({ name }) => name === "rotation.waiting")).toHaveLength(1);
    await clock.advance(MINUTE_MS);
    await store.ask(uid, { inForce: "candidate" }, { who: "ops", at: clock.now() });
    expect(await look()).toMatchObject({ stuck: undefined, attempt: undefined, current: { number: 1 } });
  });
});

describe("people", () => {
  it("import a secret, which is checked before it is believed", async () => {
    const { look, store, clock, uid } = await house(sample("change-checked"));
    expect((await look()).waiting?.reason).toBe("import");
    await store.ask(uid, { inForce: new Secret("canary-wrong") }, { who: "ops", at: clock.now() });
    expect((await look()).current).toBeUndefined();
    await store.ask(uid, { inForce: new Secret("canary-first") }, { who: "ops", at: clock.now() });
    expect((await look()).current).toMatchObject({ number: 1, verifiedAt: clock.now() });
  });

  it("are believed on their word where nothing can check it, and it says so", async () => {
    const { look, store, clock, uid } = await house(sample("change-evidence"));
    await store.ask(uid, { inForce: new Secret("canary-first") }, { who: "ops", at: clock.now() });
    expect((await look()).current).toMatchObject({ number: 1, verifiedAt: undefined });
  });

  it("cannot have a mailed secret said to be held (law 13, P13)", async () => {
    const { look, store, clock, uid } = await house(sample("mailed"));
    expect((await look()).current).toMatchObject({ number: 1, issued: undefined });
    await clock.advance(MINUTE_MS);
    await store.ask(uid, { inForce: new Secret("canary-guess") }, { who: "ops", at: clock.now() });
    expect((await look()).current).toMatchObject({ number: 1, issued: undefined });
  });
});
