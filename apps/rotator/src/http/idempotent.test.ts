import { expect, it } from "vitest";
import { declaring, openScene, type Scene } from "./ground.fixture.ts";

const ROTATE = "POST /v1/credentials/cache/rotate";

async function declared(): Promise<Scene> {
  const scene = openScene();
  await scene.ask("PUT /v1/declarations/cache", { body: declaring() });
  return scene;
}

it("asks once for what comes twice with one key", async () => {
  const { ask } = await declared();
  const headers = { "idempotency-key": "a" };
  const both = await Promise.all([1, 2].map(async () => ask(ROTATE, { headers })));
  const third = await ask(ROTATE, { headers });
  expect([...both, third].map(({ status }) => status)).toEqual([202, 202, 202]);
  expect(new Set([...both, third].map(({ text }) => text)).size).toBe(1);
  expect((await ask(ROTATE, { headers: { "idempotency-key": "b" } })).text).not.toBe(third.text);
});

it("takes a key for one request alone", async () => {
  const { ask } = await declared();
  const headers = { "idempotency-key": "a" };
  await ask(ROTATE, { headers });
  expect(await ask("POST /v1/credentials/cache/resume", { headers })).toMatchObject({ status: 422 });
  expect(await ask(ROTATE, { headers: { "idempotency-key": "x".repeat(256) } })).toMatchObject({ status: 400 });
});

it("keeps the keys of callers apart, and no answer that may be another the next time", async () => {
  const { ask, store } = await declared();
  const headers = { "idempotency-key": "a" };
  const works = store.ask.bind(store);
  store.ask = async () => Promise.reject(new Error("the disk is full"));
  await expect(ask(ROTATE, { headers })).rejects.toThrow("the disk is full");
  store.ask = works;
  expect(await ask(ROTATE, { headers })).toMatchObject({ status: 202 });
});

it("forgets a key after a day", async () => {
  const { ask, clock } = await declared();
  const headers = { "idempotency-key": "a" };
  const first = await ask(ROTATE, { headers });
  await clock.advance(86_400_000);
  expect((await ask(ROTATE, { headers })).text).not.toBe(first.text);
});

/** Sends a request that is answered at once, with so many keys one after the other. */
async function sendMany({ ask, clock }: Scene, count: number, token: string): Promise<void> {
  // What it may send at once is full again.
  const rested = () => clock.advance(60_000);
  await rested();
  for (let at = 0; at < count; at += 1)
    await ask("POST /v1/credentials/cache/resume", { headers: { "idempotency-key": `many-${at}` }, token });
  await rested();
}

it("lets no caller push out another's keys", async () => {
  const scene = await declared();
  const { ask } = scene;
  const headers = { "idempotency-key": "a" };
  const first = await ask(ROTATE, { headers });
  await sendMany(scene, 1_001, "rotate as:ann");
  expect((await ask(ROTATE, { headers })).text).toBe(first.text);
});

it("keeps the newest thousand of one caller", async () => {
  const scene = await declared();
  const { ask } = scene;
  const headers = { "idempotency-key": "a" };
  const first = await ask(ROTATE, { headers, token: "rotate as:ann" });
  await sendMany(scene, 999, "rotate as:ann");
  expect((await ask(ROTATE, { headers, token: "rotate as:ann" })).text).toBe(first.text);
  await sendMany(scene, 1_000, "rotate as:ann");
  expect((await ask(ROTATE, { headers, token: "rotate as:ann" })).text).not.toBe(first.text);
});
