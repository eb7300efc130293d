import { systemClock } from "@rekey/core";
import { expect, it } from "vitest";
import { unknownCaller } from "../caller.ts";
import { declaring, openScene, type Scene } from "../ground.fixture.ts";

/** Reads a stream until it has that many events, or ends. */
async function read(scene: Scene, path: string, { most = 1, headers = {} }: Reading = {}): Promise<readonly string[]> {
  const sent = { authorization: "Bearer read", ...headers };
  const response = await scene.app.request(path, { headers: sent });
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  let text = "";
  const found = () => text.split("\n\n").filter((block) => block.startsWith("event:") || block.startsWith("data:"));
  for await (const chunk of response.body ?? []) {
    text += new TextDecoder().decode(chunk);
    if (found().length >= most) break;
  }
  return found();
}

interface Reading {
  readonly most?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

const idOf = (block: string | undefined) => /^id: (\d+)$/m.exec(block ?? "")?.[1];

async function declared(names: readonly string[], signal?: AbortSignal): Promise<Scene> {
  const scene = openScene({ clock: systemClock, ...(signal && { signal }) });
  for (const name of names)
    await scene.ask(`PUT /v1/declarations/${name}`, { body: declaring({ account: { user: name } }) });
  return scene;
}

it("tells what happened since, with its number and its name", async () => {
  const scene = await declared(["a"]);
  const [event] = await read(scene, "/v1/events?after=0");
  expect(event).toMatch(/^event: declaration\.accepted$/m);
  expect(idOf(event)).toBe("1");
  expect(event).toMatch(/^data: \{.*"credential":"a".*\}$/m);
});

it("begins now where nothing says otherwise", async () => {
  const scene = await declared(["a"]);
  const reading = read(scene, "/v1/events");
  await scene.ask("PUT /v1/declarations/b", { body: declaring({ account: { user: "b" } }) });
  const [event] = await reading;
  expect(event).toContain('"credential":"b"');
});

it("misses nothing when a client comes back with the last number that it saw", async () => {
  const scene = await declared(["a", "b", "c"]);
  const [first] = await read(scene, "/v1/events?after=0");
  const headers = { "last-event-id": idOf(first) ?? "" };
  const rest = await read(scene, "/v1/events?after=0", { most: 2, headers });
  expect(rest.map(idOf)).toEqual(["2", "3"]);
});

it("tells of one credential alone, and to whoever may see it alone", async () => {
  const scene = await declared(["team.a", "b"]);
  expect((await read(scene, "/v1/events?after=0&name=b")).map(idOf)).toEqual(["2"]);
  await scene.store.record({ name: "clock.jumped", at: new Date() });
  await scene.ask("PUT /v1/declarations/team.c", { body: declaring({ account: { user: "c" } }) });
  const headers = { authorization: "Bearer declare:team.*" };
  const mine = await read(scene, "/v1/events?after=0", { most: 2, headers });
  expect(mine.map(idOf)).toEqual(["1", "4"]);
});

it("ends when the daemon drains", async () => {
  const ending = new AbortController();
  const scene = await declared(["a"], ending.signal);
  const reading = read(scene, "/v1/events?after=0", { most: 9 });
  ending.abort();
  expect((await reading).length).toBeLessThanOrEqual(1);
});

it("ends when the token that opened it stands no more", async () => {
  let [isRevoked, passedMs] = [false, 0];
  const reader = { name: "ci", may: () => true };
  const scene = openScene({
    clock: { ...systemClock, monotonicMs: () => passedMs, sleep: async () => void (passedMs += 61_000) },
    authorize: async () => (isRevoked ? Promise.reject(unknownCaller()) : reader),
  });
  const response = await scene.app.request("/v1/events");
  isRevoked = true;
  expect(await response.text()).toContain(": rekey");
});

it("takes a number for where it begins, and nothing else", async () => {
  const scene = await declared([]);
  for (const query of ["after=-1", "after=x", "after=1.5", "since=1", "name=A"])
    expect(await scene.ask(`GET /v1/events?${query}`)).toMatchObject({ status: 400 });
  expect(await scene.ask("GET /v1/events?name=nothing")).toMatchObject({ status: 404 });
});
