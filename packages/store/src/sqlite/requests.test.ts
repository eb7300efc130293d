import { Secret } from "@rekey/core";
import { expect, it } from "vitest";
import { declared, eventOf, held, minute, NOW, opened, stated } from "./scene.fixture.ts";

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
