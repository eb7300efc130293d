import { expect, it } from "vitest";
import { cloud } from "../cloud.fixture.ts";
import { desktopUserName } from "./account.ts";
import { randomPassword } from "./kind.ts";

const ID = "8a2c3f9579d240820179d51e6caf0001";
const detail = { id: ID, user_name: "desk1", locked: false, disabled: false, active_type: "ADMIN_ACTIVATE" };
const world = (its: object = {}) => cloud({ listUserDetail: { user_detail: { ...detail, ...its } } });

it("says whose password it is, whoever is told", () => {
  expect(randomPassword.identity({ user: ID, notify: ["email"] })).toBe(`workspace:${ID}`);
  expect(randomPassword.identity({ user: ID })).toBe(`workspace:${ID}`);
});

it("has no check, because no login is documented", () => {
  expect(["check", "landed"].filter((method) => method in randomPassword)).toEqual([]);
});

it("keeps what it saw before", async () => {
  const seen = { locked: "false", activeType: "ADMIN_ACTIVATE", nextLoginChangePassword: "unknown" };
  await expect(randomPassword.before?.({ user: ID }, world())).resolves.toEqual(seen);
});

it.for([
  ["disabled", { disabled: true }],
  ["expired", { user_expired: true }],
  ["activates desktops by itself", { active_type: "USER_ACTIVATE" }],
] as const)("refuses before anything is sent a user that is %s", async ([words, its]) => {
  const refusal = { code: "ERR_DECLARATION", message: expect.stringContaining(words) };
  await expect(randomPassword.before?.({ user: ID }, world(its))).rejects.toMatchObject(refusal);
});

it("lets a user pass who activates desktops and is told", async () => {
  const account = { user: ID, notify: ["email" as const] };
  await expect(randomPassword.before?.(account, world({ active_type: "USER_ACTIVATE" }))).resolves.toBeDefined();
});

it.for([
  [false, true],
  [undefined, true],
  [true, false],
] as const)("calls a user with locked = %s ready: %s", async ([locked, isReady]) => {
  await expect(randomPassword.ready?.({ user: ID }, world({ locked }))).resolves.toBe(isReady);
});

it("tells consumers who logs in", async () => {
  await expect(randomPassword.facts?.({ user: ID }, world())).resolves.toEqual({ user: "desk1", userId: ID });
});

it.for([
  [{}, "name or its id"],
  [{ user: "../x" }, "is named by"],
  [{ user: "desk1", notify: [] }, "leave `notify` out"],
  [{ user: "desk1", notify: ["fax"] }, "`email`, `phone`"],
  [{ user: "desk1", notification_type: "email" }, "notification_type"],
] as const)("says what is wrong with %o", ([account, words]) => {
  expect(desktopUserName.safeParse(account).error?.message).toContain(words);
});
