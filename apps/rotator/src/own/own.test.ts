import { generate, type Store } from "@rekey/core";
import { accessKey, getCallerIdentity } from "@rekey/iam";
import { reconcile } from "@rekey/reconciler";
import { describe, expect, it } from "vitest";
import { dyingAt } from "../carried/world.fixture.ts";
import { live, open, process, signers } from "./own.fixture.ts";

describe("the rotator's own key", () => {
  it("changes over to a new key once caller identity has accepted it, and retires the old one with it", async () => {
    await using scene = await open();
    await live(scene);
    const { emulator } = scene;
    const [key, ...others] = emulator.iam.user("rotator").keys;
    expect([others, key?.access === scene.env.AK]).toEqual([[], false]);
    // Tried with its own signature by the kind's check and by the sink; in force from then on.
    expect(signers(emulator)).toEqual([scene.env.AK, key?.access]);
    const last = (operation: string) => emulator.requests.findLast((request) => request.operation === operation);
    expect(last("updatePermanentAccessKey")?.accessKey).toBe(key?.access);
    expect(last("deletePermanentAccessKey")?.accessKey).toBe(key?.access);
  });

  it("signs with it after a restart, although the environment still says the old one", async () => {
    await using scene = await open();
    await live(scene);
    const again = process(scene);
    await getCallerIdentity(again.connection("prod"));
    await again.close();
    const { accessKey: signer, status } = scene.emulator.requests.at(-1) ?? {};
    expect([signer, status]).toEqual([scene.emulator.iam.user("rotator").keys[0]?.access, 200]);
  });

  it("stays with the old key while the new one is not accepted, and withdraws nothing", async () => {
    await using scene = await open();
    // The key is tried for the import and its delivery, the next one by the kind's check, and then by the sink.
    scene.emulator.fault({
      operation: "getCallerIdentity",
      skip: 3,
      times: "always",
      do: { type: "status", status: 403, code: "PAP5.0001", when: "before" },
    });
    await live(scene).catch(() => undefined);
    const { keys } = scene.emulator.iam.user("rotator");
    expect(keys.map(({ status }) => status)).toEqual(["active", "active"]);
    const wires = process(scene);
    await accessKey
      .before?.({ user: scene.emulator.iam.user("rotator").id }, wires.connection("prod"))
      .catch(() => undefined);
    await wires.close();
    expect(scene.emulator.requests.at(-1)?.accessKey).toBe(scene.env.AK);
    const { credential } = (await scene.store.get(scene.uid)) ?? {};
    expect(credential?.cursors["prod-key"]?.problem?.message).toContain("caller identity did not accept the new key");
  });

  it("never signs with a withdrawn key because its own is to be delivered once more, and that fails", async () => {
    await using scene = await open();
    await live(scene);
    const { emulator, store, uid, by, clock } = scene;
    await store.ask(uid, "deliver", by);
    emulator.fault({
      operation: "getCallerIdentity",
      times: 1,
      do: { type: "status", status: 403, code: "PAP5.0001", when: "before" },
    });
    const wires = process(scene);
    await reconcile({ ...wires, clock, store, generate, report: () => undefined }, uid);
    expect((await store.get(uid))?.credential.cursors["prod-key"]?.problem).toBeDefined();
    await getCallerIdentity(wires.connection("prod")).catch(() => undefined);
    await wires.close();
    expect(emulator.requests.at(-1)?.accessKey).toBe(emulator.iam.user("rotator").keys[0]?.access);
  });

  it.for(["rotation.promoted", "delivery.done", "retirement.waiting"] as const)(
    "survives a death right after %s of the new key, between its promotion and the old one's end (laws 7, 9)",
    async (name) => {
      await using scene = await open();
      const life = { isOver: false };
      const dying: Store = {
        ...scene.store,
        commit: async (...transition) => {
          if (life.isOver) throw new Error("killed");
          await scene.store.commit(...transition);
          const [, next, event] = transition;
          life.isOver = event.name === name && next.current?.number === 2;
        },
      };
      await live(scene, dying);
      const { emulator } = scene;
      expect(life.isOver).toBe(true);
      expect(emulator.iam.user("rotator").keys.map(({ access }) => access === scene.env.AK)).toEqual([false]);
      expect(emulator.requests.filter(({ status }) => status === 401)).toEqual([]);
    },
  );

  it.for(Array.from({ length: 16 }, (_, nth) => nth + 1))(
    "survives a death at transition %i with a key that works, and never signs with one that is withdrawn",
    async (nth) => {
      await using scene = await open();
      await live(scene, dyingAt(scene.store, nth));
      const { emulator, store, uid } = scene;
      const [key, ...others] = emulator.iam.user("rotator").keys;
      expect([others, key?.access === scene.env.AK]).toEqual([[], false]);
      expect((await store.get(uid))?.credential.current?.issued?.id).toBe(key?.access);
      expect(emulator.requests.filter(({ status }) => status === 401)).toEqual([]);
    },
  );
});
