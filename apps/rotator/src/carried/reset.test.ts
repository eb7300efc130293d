import { generate, Secret } from "@rekey/core";
import { memoryStore, virtualClock } from "@rekey/core/testing";
import { connect } from "@rekey/core-http";
import { createEmulator } from "@rekey/emulator";
import { adminReset, ownPassword, withMeetingApp } from "@rekey/meeting";
import { approvable, heard, reconcile, type Tools } from "@rekey/reconciler";
import { expect, it } from "vitest";

const OLD = new Secret("canary-Old1");
const app = { appId: "my-app", appKey: new Secret("canary-app-key") };
const MINUTE_MS = 60_000;
const account = { account: "ada@corp" };

it("falls back from a member's own password to the administrator's reset, with approval, one mail and an import (law 13)", async () => {
  const quick = virtualClock();
  const clock = { ...quick, sleep: (ms: number) => quick.advance(ms) };
  const members = [{ account: "ada@corp", userId: "ada-7", password: OLD, email: "ada@example.com" }];
  const keys = [{ accessKey: "UNUSED", secretKey: "canary-unused" }];
  const world = { region: "cn-north-4", project: "p", keys, meeting: { apps: [app], members } };
  await using emulator = await createEmulator(world, { clock, dataPlane: "small" });
  const { endpoints, meeting } = emulator;
  await using via = withMeetingApp(connect({ region: "cn-north-4", credentials: "none", endpoints, clock }), app, {
    clock,
  });
  const store = memoryStore();
  const kinds = [ownPassword, adminReset];
  const tools: Tools = {
    store,
    clock,
    report: () => undefined,
    connection: () => via,
    kind: (name) => kinds.find((kind) => kind.name === name) ?? ownPassword,
    sink: () => ({ deliver: async () => undefined }),
    generate,
  };
  const way = { kind: adminReset.name, connection: "meeting", account };
  const declaration = {
    name: "ada",
    owner: "file",
    kind: ownPassword.name,
    connection: "meeting",
    account,
    reconcile: way,
    rotate: { everyMs: 30 * 1440 * MINUTE_MS },
    deliver: ["app"],
    graceMs: 0,
  };
  const identity = ownPassword.identity(account);
  const { uid } = await store.declare(declaration, { identity, lane: identity }, clock.now());
  const found = async () => {
    const listed = await store.get(uid);
    if (!listed) throw new TypeError("it was declared");
    return listed;
  };
  const ask = (what: Parameters<typeof store.ask>[1]) => store.ask(uid, what, { who: "ada", at: clock.now() });
  const look = async (times: number) => {
    for (let n = 0; n < times; n++) {
      await reconcile(tools, uid);
      await clock.advance(MINUTE_MS);
    }
    return (await found()).credential;
  };
  await ask({ inForce: OLD });
  await look(10);
  meeting.setPassword("ada@corp", new Secret("canary-Theirs1"));
  const before = meeting.mails.length;
  await ask("rotate");
  expect((await look(10)).waiting).toMatchObject({
    reason: "approval",
    message: expect.stringContaining("mail or phone"),
  });
  expect(meeting.mails.length).toBe(before);
  const listed = await found();
  await ask({ approve: approvable(heard(listed.credential, { declared: listed }, clock.now()), listed, clock.now()) });
  expect((await look(30)).waiting).toMatchObject({ reason: "import" });
  expect(meeting.mails.length).toBe(before + 1);
  await ask({ inForce: meeting.member("ada@corp").password });
  const { current, attempt, stuck } = await look(30);
  expect([attempt, stuck, current?.facts]).toEqual([undefined, undefined, { user: "ada@corp" }]);
  expect(current?.issued?.secret.reveal() === meeting.member("ada@corp").password.reveal()).toBe(true);
  expect([current?.isRotated, meeting.mails.length]).toEqual([true, before + 1]);
});
