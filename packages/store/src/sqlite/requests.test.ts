import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { Secret } from "@rekey/core";
import { expect, it } from "vitest";
import { declared, eventOf, folder, held, minute, NOW, opened, stated } from "./scene.fixture.ts";

it("keeps readable what a person said is in force, when a later request is taken in before that is met", async () => {
  const store = await opened();
  const uid = await declared(store, "a");
  const ops = { who: "ops", at: NOW };
  const id = await store.ask(uid, { inForce: new Secret("canary-imported") }, ops);
  const first = await held(store, uid);
  const asked = await stated(store, uid);
  await store.commit(first.claim, { ...first.credential, asked, answered: id }, eventOf(uid));
  const answered = await store.ask(uid, { pause: minute(60) }, ops);
  await store.release(first.claim);
  const { claim, credential } = await held(store, uid, minute(2));
  await store.commit(claim, { ...credential, pausedUntil: minute(60), answered }, eventOf(uid));
  const kept = (await store.get(uid))?.credential.asked;
  const said = typeof kept === "object" && kept.inForce instanceof Secret ? kept.inForce.reveal() : "";
  expect(said === "canary-imported").toBe(true);
});

it("keeps nothing of what a person said once that is dropped with a doubt, and all of what nobody took in (P11)", async () => {
  const path = join(folder(), "rekey.db");
  const store = await opened(path);
  const uid = await declared(store, "a");
  const ops = { who: "ops", at: NOW };
  const answered = await store.ask(uid, { inForce: new Secret("canary-imported") }, ops);
  const { claim, credential } = await held(store, uid);
  const asked = await stated(store, uid);
  await store.finish(claim, { ...credential, asked, answered }, eventOf(uid));
  const next = await store.ask(uid, { inForce: new Secret("canary-said-since") }, ops);
  await store.doubt({ message: "an older state was put back", since: NOW, until: NOW, isProven: true, skip: 0 });
  using db = new DatabaseSync(path, { readOnly: true });
  const kept = db.prepare("SELECT number FROM sealed WHERE purpose = 'request'").all();
  expect(kept.map(({ number }) => number)).toEqual([next]);
});
