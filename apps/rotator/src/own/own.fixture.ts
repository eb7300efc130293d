import { generate, Secret, type Store } from "@rekey/core";
import { memoryStore, virtualClock } from "@rekey/core/testing";
import { connect } from "@rekey/core-http";
import { createEmulator, type Emulator } from "@rekey/emulator";
import { accessKey } from "@rekey/iam";
import { reconcile } from "@rekey/reconciler";
import type { Operator } from "../config/config.ts";
import { testIo } from "../io.fixture.ts";
import { plugged } from "../setting.ts";
import { wire, type Wires } from "../wiring.ts";

const MINUTE_MS = 60_000;
const PROJECT = "0bec5db98280d2d02fd6c00c2de791ce";
/** Somebody else's, in the console. */
const ADMIN = { accessKey: "ADMIN", secretKey: new Secret("canary-admin") };
/** What a process remembers of a key is the key's, so each scene has its own. */
let serial = 0;

/** A cloud whose user `rotator` has the one key that Rekey signs with, and a store in which that key is declared and imported. */
export async function open() {
  /** What the configuration says, before and after. */
  const env = { AK: `AKOWN${++serial}`, SK: "canary-own-key-1" };
  const virtual = virtualClock();
  const clock = { ...virtual, sleep: (ms: number) => virtual.advance(ms) };
  const users = [{ name: "rotator", accessKeys: [{ accessKey: env.AK, secretKey: env.SK }] }];
  const keys = [{ accessKey: ADMIN.accessKey, secretKey: ADMIN.secretKey.reveal() }];
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
  return { clock, emulator, store, uid, by, env, [Symbol.asyncDispose]: close };
}

export type Scene = Awaited<ReturnType<typeof open>>;

/** One process: what the operator wrote, plugged together anew. */
export function process({ emulator, store, clock, env }: Scene, written = env): Wires {
  const credentials = { accessKey: { env: "AK" }, secretKey: { env: "SK" } };
  const prod = { name: "prod", folder: "", region: "cn-north-4", project: PROJECT, endpoints: emulator.endpoints };
  const operator: Operator = {
    mark: "",
    sqlite: "",
    seal: [],
    connections: new Map([["prod", { ...prod, credentials }]]),
    sinks: new Map([["prod-key", { name: "prod-key", connection: "prod" }]]),
  };
  return wire(operator, { io: { ...testIo({ env: written }), clock }, plugged }, { store });
}

/** Works until nothing is left to do; who dies is started again when its claim is over. */
export async function live(scene: Scene, dying: Store = scene.store): Promise<void> {
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
export function signers({ requests }: Emulator): readonly (string | undefined)[] {
  const all = requests.map((request) => request.accessKey);
  return all.filter((one, at) => one !== all[at - 1]);
}

/** A person makes another key for the user, in the console; answers with what the configuration says of it. */
export async function madeByHand({ emulator, clock }: Scene): Promise<Scene["env"]> {
  const options = { region: "cn-north-4", projectId: PROJECT, endpoints: emulator.endpoints, clock };
  await using via = connect({ ...options, credentials: ADMIN });
  const { id = "", secret } = accessKey.read(await accessKey.reset({ user: emulator.iam.user("rotator").id }, via));
  return { AK: id, SK: secret.reveal() };
}
