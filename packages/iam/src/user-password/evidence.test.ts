import { expect, it } from "vitest";
import { cloud, shownUser, USER_ID } from "../cloud.fixture.ts";
import { showUser } from "../users/show.ts";
import { fingerprintOf, hasChanged } from "./evidence.ts";

const shown = (times: object) =>
  showUser(cloud({ showUser: { user: { ...shownUser, ...times } } }), { userId: USER_ID });

it("remembers when a password was made and changed, and sees that it was changed since", async () => {
  const before = fingerprintOf(await shown({}));
  expect(before).toEqual({ passwordMadeAt: "2020-07-08T02:19:03.000Z", passwordChangedAt: "2026-01-05T09:00:00.000Z" });
  expect(hasChanged(before, await shown({}))).toBe(false);
  expect(hasChanged(before, await shown({ modify_pwd_time: "2026-01-05 09:00:01" }))).toBe(true);
  expect(hasChanged(before, await shown({ pwd_create_time: "2026-01-05 09:00:01" }))).toBe(true);
});

it("never says that nothing changed by the time of the making alone", async () => {
  const older = { modify_pwd_time: undefined };
  const before = fingerprintOf(await shown(older));
  expect(hasChanged(before, await shown(older))).toBeUndefined();
  expect(hasChanged(before, await shown({ ...older, pwd_create_time: "2026-01-05 09:00:01" }))).toBe(true);
});

it("compares with nothing that happened a moment ago", async () => {
  const now = new Date().toISOString().slice(0, 19).replace("T", " ");
  const before = fingerprintOf(await shown({ modify_pwd_time: now }));
  expect(before).toEqual({});
  expect(hasChanged(before, await shown({ modify_pwd_time: now }))).toBeUndefined();
});

it("knows nothing of a user without a password", async () => {
  const none = { pwd_create_time: null, modify_pwd_time: null };
  expect(hasChanged(fingerprintOf(await shown(none)), await shown({}))).toBeUndefined();
});
