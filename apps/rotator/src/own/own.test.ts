import { generate, Secret, type Store } from "@rekey/core";
import { memoryStore, virtualClock } from "@rekey/core/testing";
import { createEmulator, type Emulator } from "@rekey/emulator";
import { accessKey, getCallerIdentity } from "@rekey/iam";
import { reconcile } from "@rekey/reconciler";
import { describe, expect, it } from "vitest";
import { dyingAt } from "../carried/world.fixture.ts";
import type { Operator } from "../config/config.ts";
import { testIo } from "../io.fixture.ts";
import { plugged } from "../setting.ts";
import { wire, type Wires } from "../wiring.ts";

const MINUTE_MS = 60_000;
const PROJECT = "0bec5db98280d2d02fd6c00c2de791ce";
/** What the configuration says, before and after. */
const env = { AK: "AKOWN1", SK: "canary-own-key-1" };

/** A cloud whose user `rotator` has the one key that Rekey signs with, and a store in which that key is declared and imported. */
async function open() {
  const virtual = virtualClock();
  const clock = { ...virtual, sleep: (ms: number) => virtual.advance(ms) };
  const users = [{ name: "rotator", accessKeys: [{ accessKey: env.AK, secretKey: env.SK }] }];
  const keys = [{ accessKey: "UNUSED", secretKey: "canary-unused" }];
  const emulator = await createEmulator(
    { region: "cn-north-4", project: PROJECT, keys, iam: { users } },
    { dataPlane: "small", clock },
  );
  const store = memoryStore();
  const user = emulator.iam.user("rotator").id;
  const declaration = {
    name: "rotator-key",
    owner: "file",
    kind: accessKey.name,
    connection: "prod",
    account: { user },
    rotate: { everyMs: 30 * 86_400_000 },
    deliver: ["prod-key"],
    graceMs: 0,
  };
  const place = { identity: accessKey.identity({ user }), lane: `iam:${user}` };
  const { uid } = await store.declare(declaration, place, clock.now());
  const by = { who: "ada", at: clock.now() };
  await store.ask(uid, { inForce: new Secret(env.SK), id: env.AK }, by);
  const close = () => emulator.close();
  return { clock, emulator, store, uid, by, [Symbol.asyncDispose]: close };
}

type Scene = Awaited<ReturnType<typeof open>>;

/** One process: what the operator wrote, plugged together anew. */
function process({ emulator, store, clock }: Scene): Wires {
  const credentials = { accessKey: { env: "AK" }, secretKey: { env: "SK" } };
  const prod = { name: "prod", folder: "", region: "cn-north-4", project: PROJECT, endpoints: emulator.endpoints };
  const operator: Operator = {
    mark: "",
    sqlite: "",
    seal: [],
    connections: new Map([["prod", { ...prod, credentials }]]),
    sinks: new Map([["prod-key", { name: "prod-key", connection: "prod" }]]),
  };
  return wire(operator, { io: { ...testIo({ env }), clock }, plugged }, { store });
}

/** Works until nothing is left to do; who dies is started again when its claim is over. */
async function live(scene: Scene, dying: Store = scene.store): Promise<void> {
  const { clock, store, uid, by } = scene;
  let [wires, used] = [process(scene), dying];
  for (let runs = 0; runs < 80; runs++) {
    const tools = { ...wires, clock, store: used, generate, report: () => undefined };
    const isDead = await reconcile(tools, uid).then(
      () => false,
      () => true,
    );
    if (isDead) {
      await wires.close();
      [wires, used] = [process(scene), store];
    }
    const { credential } = (await store.get(uid)) ?? {};
    if (credential?.current?.number === 1 && !credential.attempt && !credential.asked && runs < 40)
      await store.ask(uid, "rotate", by);
    if (credential?.current?.number === 2 && !credential.previous && !credential.attempt) break;
    const waitMs = (credential?.wakeAt.getTime() ?? 0) - clock.now().getTime();
    await clock.advance(Math.max(isDead ? 6 * MINUTE_MS : 1_000, Math.min(waitMs, 25 * 60 * MINUTE_MS)));
  }
  await wires.close();
}

/** The keys that requests were signed with, each run of one as one. */
function signers({ requests }: Emulator): readonly (string | undefined)[] {
  const all = requests.map((request) => request.accessKey);
  return all.filter((one, at) => one !== all[at - 1]);
}

describe("the rotator's own key", () => {
  it("changes over to a new key once caller identity has accepted it, and retires the old one with it", async () => {
    await using scene = await open();
    await live(scene);
    const { emulator } = scene;
    const [key, ...others] = emulator.iam.user("rotator").keys;
    expect([others, key?.access === env.AK]).toEqual([[], false]);
    // Tried with its own signature by the kind's check and by the sink; in force from then on.
    expect(signers(emulator)).toEqual([env.AK, key?.access]);
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
    expect(scene.emulator.requests.at(-1)?.accessKey).toBe(env.AK);
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
      expect(emulator.iam.user("rotator").keys.map(({ access }) => access === env.AK)).toEqual([false]);
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
      expect([others, key?.access === env.AK]).toEqual([[], false]);
      expect((await store.get(uid))?.credential.current?.issued?.id).toBe(key?.access);
      expect(emulator.requests.filter(({ status }) => status === 401)).toEqual([]);
    },
  );
});
