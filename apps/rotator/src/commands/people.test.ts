import { join } from "node:path";
import { lockDaemon } from "@rekey/store/sqlite";
import { expect, it, vi } from "vitest";
import { OLD, openHouse } from "../house.fixture.ts";

it("rotates when a person asks, and remembers who", async () => {
  await using house = await openHouse();
  await house.rotator("apply --yes");
  expect(await house.rotator("rotate cache-app")).toMatchObject({
    exit: 0,
    out: expect.stringContaining("Rotated: 1 rotated, 0 failed."),
  });
  expect(await house.rotator("history cache-app")).toMatchObject({
    exit: 0,
    out: expect.stringMatching(
      /rotation.promoted +v2 in force[^]*opened v2, asked by ada[^]*v1 in force[^]*declaration.accepted +declared, asked by ada/,
    ),
  });
});

it("meets with one rotation all who asked for one before it ended, and each of them hears that it is done", async () => {
  await using house = await openHouse();
  await house.rotator("apply --yes");
  const lock = await lockDaemon(join(house.folder, "rekey.db"));
  const both = [house.rotator("rotate cache-app"), house.rotator("rotate cache-app")];
  const last = () =>
    house.withStore(async (store) => {
      const { uid } = (await store.find("cache-app")) ?? { uid: "" };
      const first = await store.request(uid, 0);
      return store.request(uid, first?.id ?? 0);
    });
  await vi.waitFor(async () => expect(await last()).toBeDefined(), { timeout: 10_000 });
  lock.release();
  const done = { exit: 0, out: expect.stringContaining("Rotated: 1 rotated, 0 failed.") };
  expect(await Promise.all(both)).toMatchObject([done, done]);
  expect(house.emulator.sends("resetAclAccountPassWord")).toBe(2);
  expect((await house.rotator("status")).out).toMatch(/stable +2/);
});

it("imports the secret in force after a login has proved it, and rotates nothing", async () => {
  await using house = await openHouse();
  expect(await house.rotator("import cache-app", { stdin: `${OLD}\n` })).toMatchObject({
    exit: 0,
    out: expect.stringContaining("Imported: 1 settled, 0 failed."),
  });
  expect(house.emulator.sends("resetAclAccountPassWord")).toBe(0);
  expect(await house.rotator("status")).toMatchObject({ out: expect.stringMatching(/stable +1 +yes/) });
});

it("believes no secret that the service refuses", async () => {
  await using house = await openHouse();
  const wrong = await house.rotator("import cache-app", { stdin: "canary-wrong" });
  expect(wrong).toMatchObject({ exit: 1, out: expect.stringContaining("the service does not accept that secret") });
  expect(house.emulator.sends("resetAclAccountPassWord")).toBe(0);
  expect((await house.rotator("status")).out).toContain("No credential is declared yet");
});

it("imports nothing new behind the back of a daemon, which would rotate it first", async () => {
  await using house = await openHouse();
  const { io, ended } = house.begin("run");
  await io.printed("started");
  const { exit, err } = await house.rotator("import cache-app", { stdin: OLD });
  io.raise("SIGTERM");
  await ended;
  expect(exit).toBe(5);
  expect(err).toMatch(/would rotate cache-app as soon as it is declared[^]*changed\? +no/);
  expect(house.emulator.sends("resetAclAccountPassWord")).toBe(0);
});

it.for([
  ["an empty pipe", { stdin: "" }, "no secret came in"],
  ["a pipe of two lines", { stdin: "canary-a\ncanary-b" }, "more than one line"],
  ["a keyboard", { stdin: "canary-a", isTTY: true }, "would stay on the screen"],
] as const)("takes no secret from %s", async ([, given, words]) => {
  await using house = await openHouse();
  expect(await house.rotator("import cache-app", given)).toMatchObject({
    exit: 4,
    err: expect.stringContaining(words),
  });
});

it("reveals to a pipe, never without a line in the audit", async () => {
  await using house = await openHouse();
  await house.rotator("apply --yes");
  const { out, exit } = await house.rotator("reveal cache-app");
  expect(exit).toBe(0);
  expect(out === house.emulator.account("cache-prod", "app").password.reveal()).toBe(true);
  expect(await house.rotator("history cache-app")).toMatchObject({
    out: expect.stringMatching(/secret.revealed +v1 revealed to ada/),
  });
});

it("still has a version that a person gave up by mistake, by its number (law 1)", async () => {
  await using house = await openHouse();
  await house.rotator("apply --yes");
  const { out: first } = await house.rotator("reveal cache-app");
  for (const _ of [2, 3]) await house.rotator("rotate cache-app");
  expect((await house.rotator("reveal cache-app --which 1")).out === first).toBe(true);
  expect((await house.rotator("reveal cache-app --which v1")).out === first).toBe(true);
  expect(await house.rotator("history cache-app")).toMatchObject({
    out: expect.stringMatching(/secret.revealed +v1 revealed to ada/),
  });
  expect(await house.rotator("reveal cache-app --which 9")).toMatchObject({
    exit: 4,
    out: "",
    err: expect.stringMatching(/v9 is not kept[^]*name one that is: 3, 2, 1/),
  });
  expect(await house.rotator("reveal cache-app --which last")).toMatchObject({
    exit: 4,
    err: expect.stringContaining("last is no version"),
  });
});

it("says of a secret it reveals that nobody knows whether it is in force, and keeps that out of the pipe", async () => {
  await using house = await openHouse();
  await house.rotator("apply --yes");
  expect(await house.rotator("reveal cache-app")).toMatchObject({ err: "" });
  house.emulator.fault({ operation: "resetAclAccountPassWord", do: { type: "drop", when: "after" } });
  await house.rotator("rotate cache-app --wait 0s");
  const { exit, out, err } = await house.rotator("reveal cache-app");
  const isFirst = out === house.emulator.account("cache-prod", "app").previous.at(-1)?.reveal();
  expect({ exit, err, isFirst }).toEqual({
    exit: 0,
    err: "cache-app: not proved to be in force: v2 is under way (rotator status cache-app)\n",
    isFirst: true,
  });
});

it("reveals to a terminal only when it is told that this is meant", async () => {
  await using house = await openHouse();
  await house.rotator("apply --yes");
  expect(await house.rotator("reveal cache-app", { isTTY: true })).toMatchObject({
    exit: 4,
    out: "",
    err: expect.stringContaining("--yes"),
  });
  expect((await house.rotator("history cache-app")).out).not.toContain("secret.revealed");
  expect(await house.rotator("reveal --yes cache-app", { isTTY: true })).toMatchObject({ exit: 0 });
});

it("knows what was probably meant by a name", async () => {
  await using house = await openHouse();
  await house.rotator("apply --yes");
  expect(await house.rotator("rotate cache-ap")).toMatchObject({
    exit: 4,
    err: expect.stringContaining("did you mean cache-app?"),
  });
});

it("resolves only what is stuck, with one answer", async () => {
  await using house = await openHouse();
  await house.rotator("apply --yes");
  expect(await house.rotator("resolve cache-app")).toMatchObject({
    exit: 4,
    err: expect.stringContaining("--candidate, --current and --secret-stdin"),
  });
  expect(await house.rotator("resolve cache-app --current")).toMatchObject({ exit: 0 });
});
