import { after, type Credential, generate, Secret, stateOf } from "@rekey/core";
import { getCallerIdentity } from "@rekey/iam";
import { Circuits, reconcile } from "@rekey/reconciler";
import { expect, it } from "vitest";
import { live, madeByHand, open, process, type Scene } from "./own.fixture.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const REMEDY = "check the access key, its secret and the clock";

/** A store that is put back as it was when the first key was in force, which is withdrawn by now; the mark tells. */
async function restored(scene: Scene): Promise<void> {
  const { store, uid, clock } = scene;
  const row = store.rows.get(uid);
  if (!row) throw new TypeError("it is declared");
  const wires = process(scene);
  const tools = { ...wires, clock, store, generate, report: () => undefined };
  await reconcile(tools, uid);
  const older = row.credential;
  await wires.close();
  await live(scene);
  row.credential = older;
  const since = clock.now();
  const until = after(since, 16 * MINUTE_MS);
  await store.doubt({ message: "an older state of the store was put back", since, until, isProven: true, skip: 20 });
}

/** One process works for so long. */
async function works(scene: Scene, ms: number, written = scene.env): Promise<Credential> {
  const { clock, store, uid } = scene;
  const wires = process(scene, written);
  const report = () => undefined;
  const circuits = new Circuits({ clock, report, lockoutOf: (name) => wires.lockoutOf(name) });
  const tools = { ...wires, clock, store, generate, report, circuits };
  const endsAt = after(clock.now(), ms);
  while (clock.now() < endsAt) {
    if ((await store.due(clock.now(), 1)).length > 0) await reconcile(tools, uid);
    await clock.advance(MINUTE_MS);
  }
  await wires.close();
  const { credential } = (await store.get(uid)) ?? {};
  if (!credential) throw new TypeError("it is declared");
  return credential;
}

it("a restored key of its own that is withdrawn is asked about once an hour, says what is refused, and what to do (laws 5, 11, P11)", async () => {
  await using scene = await open();
  await restored(scene);
  const sent = scene.emulator.requests.length;
  const row = await works(scene, DAY_MS);
  expect(stateOf(row, after(scene.clock.now(), -MINUTE_MS))).toBe("unknown");
  expect(row.waiting).toMatchObject({ reason: "circuit", problem: { code: "ERR_IDENTITY", remedy: REMEDY } });
  const requests = scene.emulator.requests.slice(sent);
  expect(new Set(requests.map(({ status, operation }) => `${status} ${operation}`))).toEqual(
    new Set(["401 listPermanentAccessKeys"]),
  );
  expect(requests.length).toBeLessThan(32);
});

it("goes on with a key that the operator writes down, and is mended by an import of that one (laws 5, 11, P11)", async () => {
  await using scene = await open();
  await restored(scene);
  const { emulator, store, uid, by } = scene;
  await works(scene, HOUR_MS);
  const written = await madeByHand(scene);
  const stuck = await works(scene, 3 * HOUR_MS, written);
  expect(stuck.stuck).toMatchObject({
    message: expect.stringContaining("what it holds is not accepted"),
    problem: { remedy: expect.stringContaining("import") },
  });
  await store.ask(uid, { inForce: new Secret(written.SK), id: written.AK }, by);
  const row = await works(scene, 3 * DAY_MS, written);
  expect(row).toMatchObject({ stuck: undefined, doubt: undefined, previous: undefined });
  expect([row.current?.issued?.id, row.cursors["prod-key"]?.version]).toEqual([written.AK, row.current?.number]);
  const sent = emulator.requests.length;
  const again = process(scene);
  await getCallerIdentity(again.connection("prod"));
  await again.close();
  expect(emulator.requests.slice(sent)).toMatchObject([{ accessKey: written.AK, status: 200 }]);
});
