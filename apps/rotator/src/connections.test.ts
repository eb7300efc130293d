import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "@rekey/core";
import { createEmulator } from "@rekey/emulator";
import { searchUsers } from "@rekey/meeting";
import { expect, it } from "vitest";
import type { Connecting } from "./config/config.ts";
import { Connections } from "./connections.ts";

const APP_KEY = "canary-app-key";

async function enterprise() {
  const members = [{ account: "ada@corp", userId: "ada-7", password: "canary-Ada1" }];
  return createEmulator({
    region: "cn-north-4",
    project: "0bec5db98280d2d02fd6c00c2de791ce",
    keys: [{ accessKey: "UNUSED", secretKey: "canary-unused" }],
    meeting: { apps: [{ appId: "my-app", appKey: APP_KEY }], members },
  });
}

function connections(endpoints: Readonly<Record<string, string>>, folder: string): Connections {
  const written: Connecting = {
    name: "meeting",
    folder,
    region: "cn-north-4",
    endpoints,
    credentials: { meetingApp: { appId: "my-app", appKey: { file: "app.key" } } },
  };
  return new Connections(new Map([["meeting", written]]), { io: { env: {} }, clock: systemClock });
}

it("signs in with an App ID, acts for a member, and signs out when all are closed", async () => {
  await using emulator = await enterprise();
  const folder = join(mkdtempSync(join(tmpdir(), "connections-")), "given");
  mkdirSync(folder);
  writeFileSync(join(folder, "app.key"), `${APP_KEY}\n`);
  const all = connections(emulator.endpoints, folder);
  const via = all.get("meeting");
  await expect(searchUsers(via)).resolves.toMatchObject({ count: 2 });
  expect(via.as?.("ada-7")).toBeDefined();
  expect(all.get("meeting")).toBe(via);
  await all.close();
  expect(emulator.meeting.member("admin").tokens).toBe(0);
});

it("takes up a key that was changed, and says of one that cannot be read that nothing was sent", async () => {
  await using emulator = await enterprise();
  const folder = join(mkdtempSync(join(tmpdir(), "connections-")), "given");
  mkdirSync(folder);
  const all = connections(emulator.endpoints, folder);
  const via = all.get("meeting");
  await expect(searchUsers(via)).rejects.toMatchObject({ code: "ERR_DECLARATION" });
  for (const key of ["canary-wrong", APP_KEY]) {
    writeFileSync(join(folder, "app.key"), key);
    await searchUsers(via).catch(() => undefined);
  }
  expect(emulator.requests.map(({ operation, status }) => [operation, status])).toEqual([
    ["createAppIdToken", 401],
    ["createAppIdToken", 200],
    ["searchUsers", 200],
  ]);
  await all.close();
});
