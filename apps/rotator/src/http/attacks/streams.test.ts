import { systemClock } from "@rekey/core";
import { expect, it, onTestFinished } from "vitest";
import { declaring, openScene, type Scene } from "../ground.fixture.ts";

/** A scene whose streams end with the test. */
function opened(): Scene {
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  return openScene({ clock: systemClock, signal: ending.signal });
}

function ask({ app }: Scene, path: string, { method = "GET", token = "read" } = {}): Promise<Response> {
  return Promise.resolve(app.request(path, { method, headers: { authorization: `Bearer ${token}` } }));
}

it("keeps no stream open for whoever asks for the head of one", async () => {
  const scene = opened();
  for (let count = 0; count < 70; count += 1)
    expect((await ask(scene, "/v1/events", { method: "HEAD" })).status).toBe(200);
  expect((await ask(scene, "/v1/events")).status).toBe(200);
});

it("leaves streams for others, however many one token asks for, and for itself when one ends", async () => {
  const scene = openScene({
    clock: systemClock,
    authorize: async (header = "") => ({ name: header, may: () => true }),
  });
  const streams: Response[] = [];
  for (let count = 0; count < 16; count += 1) streams.push(await ask(scene, "/v1/events"));
  expect((await ask(scene, "/v1/events")).status).toBe(429);
  const other = await ask(scene, "/v1/events", { token: "other" });
  expect(other.status).toBe(200);
  for (const one of [...streams, other]) await one.body?.cancel();
  await expect.poll(async () => (await ask(scene, "/v1/events")).status).toBe(200);
});

it("tells nobody by a stream which names there are", async () => {
  const scene = opened();
  await scene.ask("PUT /v1/declarations/cache", { body: declaring() });
  for (const name of ["cache", "nothing"]) {
    const got = await ask(scene, `/v1/events?name=${name}`, { token: "declare:team.*" });
    expect([got.status, await got.json()]).toMatchObject([403, { title: `this token may not do this to ${name}` }]);
  }
});
