import { expect, it } from "vitest";
import { z } from "zod";
import { ask } from "../client.fixture.ts";
import type { Emulator } from "../emulator.ts";
import { PROJECT, small, start } from "../world.fixture.ts";
import type { World } from "../world.ts";

type DesktopUser = NonNullable<NonNullable<World["workspace"]>["users"]>[number];

const USERS = `/v2/${PROJECT}/users`;
const password = z.object({ password: z.string().min(1).max(20) });

function open(user: Partial<DesktopUser> = {}): Promise<Emulator> {
  const users = [{ id: "u-1", name: "desk1", password: "canary-desk-1", ...user }, { name: "desk2" }];
  return start(small({}, { workspace: { users } }));
}

const reset = (emulator: Emulator, query = "", type = "application/json") =>
  ask(emulator.endpoints.workspace, `${USERS}/u-1/random-password${query}`, { headers: { "content-type": type } });

it("gives a user another password at each GET", async () => {
  await using emulator = await open();
  const passwords = [];
  for (let count = 0; count < 3; count++) passwords.push(password.parse((await reset(emulator)).json).password);
  expect(new Set(passwords).size).toBe(3);
  const user = emulator.workspace.user("desk1");
  expect(user.password.reveal()).toBe(passwords[2]);
  expect([user.previous.length, user.notices]).toEqual([3, []]);
});

it("tells the user where it is asked to, and insists where users activate desktops themselves", async () => {
  await using emulator = await open({ activeType: "USER_ACTIVATE" });
  await expect(reset(emulator)).resolves.toMatchObject({ status: 400 });
  await expect(reset(emulator, "?notification_type=email,phone")).resolves.toMatchObject({ status: 200 });
  expect(emulator.workspace.user("desk1").notices).toEqual(["email", "phone"]);
});

it.for([
  ["another notice", "?notification_type=fax", "application/json"],
  ["a parameter that is not documented", "?notify=email", "application/json"],
  ["no media type", "", "text/plain"],
] as const)("is strict about %s", async ([, query, type]) => {
  await using emulator = await open();
  await expect(reset(emulator, query, type)).resolves.toMatchObject({ status: 400 });
  expect(emulator.workspace.user("desk1").previous).toEqual([]);
});

it("lists and shows users, and knows nobody else", async () => {
  await using emulator = await open();
  const { workspace } = emulator.endpoints;
  await expect(ask(workspace, USERS)).resolves.toMatchObject({ json: { total_count: 2 } });
  await expect(ask(workspace, `${USERS}?user_name=desk2&limit=1&offset=0`)).resolves.toMatchObject({
    json: { total_count: 1, users: [{ user_name: "desk2", active_type: "ADMIN_ACTIVATE" }] },
  });
  await expect(ask(workspace, `${USERS}?limit=x`)).resolves.toMatchObject({ status: 400 });
  await expect(ask(workspace, `${USERS}/u-1`)).resolves.toMatchObject({ json: { user_detail: { id: "u-1" } } });
  for (const path of [`${USERS}/nobody`, `${USERS}/nobody/random-password`])
    await expect(ask(workspace, path, { headers: { "content-type": "application/json" } })).resolves.toMatchObject({
      status: 404,
      json: { error_code: "WKS.00170312" },
    });
});

it("can say no with status 200, and lose a password that it made", async () => {
  await using emulator = await open();
  emulator.fault({ operation: "resetRandomPassword", do: { type: "body", body: { error_code: "WKS.00170312" } } });
  await expect(reset(emulator)).resolves.toMatchObject({ status: 200, json: { error_code: "WKS.00170312" } });
  expect(emulator.workspace.user("desk1").previous).toEqual([]);
  emulator.fault({ operation: "resetRandomPassword", do: { type: "drop", when: "after" } });
  await expect(reset(emulator)).rejects.toThrow("hang up");
  expect(emulator.workspace.user("desk1").previous).toHaveLength(1);
});

it("changes users behind everybody's back", async () => {
  await using emulator = await open();
  emulator.workspace.change("desk1", { locked: true });
  const shown = () => ask(emulator.endpoints.workspace, `${USERS}/u-1`);
  await expect(shown()).resolves.toMatchObject({ json: { user_detail: { locked: true } } });
  emulator.workspace.setPassword("u-1", "canary-desk-2");
  expect(emulator.workspace.user("desk1").previous).toHaveLength(1);
  emulator.workspace.removeUser("desk1");
  await expect(shown()).resolves.toMatchObject({ status: 404 });
});
