import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ask } from "../client.fixture.ts";
import type { Emulator } from "../emulator.ts";
import { bearing, login, tokenOf, withAlice } from "./users.fixture.ts";

const KEYS = "/v3.0/OS-CREDENTIAL/credentials";
const made = z.object({ credential: z.object({ access: z.string(), secret: z.string() }) });

async function create(emulator: Emulator) {
  const body = { credential: { user_id: emulator.iam.user("alice").id, description: "mine" } };
  return ask(emulator.endpoints.iam, KEYS, { method: "POST", body });
}

async function created(emulator: Emulator) {
  const { credential } = made.parse((await create(emulator)).json);
  return { accessKey: credential.access, secretKey: credential.secret };
}

const caller = (emulator: Emulator, key: object) => ask(emulator.endpoints.sts, "/v5/caller-identity", key);

it("makes a key that signs at once, and says its secret once", async () => {
  await using emulator = await withAlice();
  const key = await created(emulator);
  await expect(caller(emulator, key)).resolves.toMatchObject({
    status: 200,
    json: { principal_id: emulator.iam.user("alice").id, principal_urn: expect.stringContaining(":user:alice") },
  });
  const listed = await ask(emulator.endpoints.iam, `${KEYS}?user_id=${emulator.iam.user("alice").id}`);
  expect(listed).toMatchObject({
    json: { credentials: [{ access: key.accessKey, status: "active", description: "mine" }] },
  });
  expect(listed.text).not.toContain(key.secretKey);
});

it("refuses a third key in the nested envelope, whose code is a number", async () => {
  await using emulator = await withAlice();
  await create(emulator);
  await create(emulator);
  await expect(create(emulator)).resolves.toMatchObject({
    status: 400,
    json: { error: { code: 400, message: "akSkNumExceed", title: "Bad Request" } },
  });
});

it("says when a key was used, and by showing it alone", async () => {
  await using emulator = await withAlice();
  const key = await created(emulator);
  const show = () => ask(emulator.endpoints.iam, `${KEYS}/${key.accessKey}`);
  expect((await show()).text).not.toContain("last_use_time");
  await caller(emulator, key);
  expect((await show()).text).toContain("last_use_time");
});

describe("a key", () => {
  it("signs while it is active, and again when it is once more", async () => {
    await using emulator = await withAlice();
    const key = await created(emulator);
    const statuses = [];
    for (const status of ["inactive", "active"]) {
      await ask(emulator.endpoints.iam, `${KEYS}/${key.accessKey}`, {
        method: "PUT",
        body: { credential: { status } },
      });
      statuses.push((await caller(emulator, key)).status);
    }
    expect(statuses).toEqual([401, 200]);
  });

  it("is gone when it is deleted", async () => {
    await using emulator = await withAlice();
    const key = await created(emulator);
    const path = `${KEYS}/${key.accessKey}`;
    await expect(ask(emulator.endpoints.iam, path, { method: "DELETE" })).resolves.toMatchObject({ status: 204 });
    await expect(ask(emulator.endpoints.iam, path)).resolves.toMatchObject({ status: 404 });
    await expect(caller(emulator, key)).resolves.toMatchObject({ status: 401 });
  });

  it("is its user's own where no user is named", async () => {
    await using emulator = await withAlice();
    const key = await created(emulator);
    const token = bearing(tokenOf(await login(emulator)));
    for (const sent of [key, token])
      await expect(ask(emulator.endpoints.iam, KEYS, sent)).resolves.toMatchObject({
        json: { credentials: [{ access: key.accessKey }] },
      });
  });

  it.for([{}, { status: "gone" }, { status: "active", extra: 1 }])("is not changed by %o", async (credential) => {
    await using emulator = await withAlice();
    const { accessKey } = await created(emulator);
    const sent = { method: "PUT", body: { credential } };
    await expect(ask(emulator.endpoints.iam, `${KEYS}/${accessKey}`, sent)).resolves.toMatchObject({ status: 400 });
  });
});

it("makes no key for nobody", async () => {
  await using emulator = await withAlice();
  const body = { credential: { user_id: "nobody" } };
  await expect(ask(emulator.endpoints.iam, KEYS, { method: "POST", body })).resolves.toMatchObject({ status: 404 });
});

it("can lose the reply of a key that it made", async () => {
  await using emulator = await withAlice();
  emulator.fault({ operation: "createPermanentAccessKey", do: { type: "drop", when: "after" } });
  await expect(create(emulator)).rejects.toThrow("hang up");
  expect(emulator.iam.user("alice").keys).toHaveLength(1);
});
