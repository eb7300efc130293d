import { Secret } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { cloud, listedKey, shownUser, USER_ID } from "../cloud.fixture.ts";
import { accessKey } from "./kind.ts";

const account = { user: USER_ID };
const secret = new Secret("canary-secret-key-1");
const caller = { account_id: "1", principal_urn: "iam::1:user:ci", principal_id: USER_ID };
const world = (credentials: readonly object[], answers: object = {}) =>
  cloud({
    listPermanentAccessKeys: { credentials },
    getCallerIdentity: caller,
    showUser: { user: shownUser },
    ...answers,
  });
const key = (access: string, status = "active") => ({ ...listedKey, access, status });

it("says whose key it is, and keeps to one change a user, as its password does", () => {
  expect(accessKey.identity(account)).toBe(`iam:${USER_ID}/access-key`);
  expect(accessKey.lane?.(account)).toBe(`iam:${USER_ID}`);
});

describe("check", () => {
  it("signs with the key that it is told, at the service's own time", async () => {
    const connection = world([key("OLD"), key("NEW")]);
    await expect(accessKey.check?.(account, secret, connection, "NEW")).resolves.toBe("accepted");
    const headers = connection.calls.at(-1)?.headers ?? {};
    expect(headers["authorization"]).toContain("Access=NEW,");
    expect(headers["x-sdk-date"]).toBe("20261121T120000Z");
  });

  it("finds the only active key by itself, as an imported secret needs it", async () => {
    const connection = world([key("OLD", "inactive"), key("ONLY")]);
    await expect(accessKey.check?.(account, secret, connection)).resolves.toBe("accepted");
    expect(connection.calls.at(-1)?.headers?.["authorization"]).toContain("Access=ONLY,");
  });

  it.for([
    ["unclear", "two keys that it may be", [key("ONE"), key("TWO")], undefined],
    ["refused", "no active key", [key("ONE", "inactive")], undefined],
    ["refused", "a key that is inactive", [key("ONE", "inactive"), key("TWO")], "ONE"],
    ["refused", "a key that is gone", [key("TWO")], "ONE"],
  ] as const)("is %s for %s, and tries none (law 5)", async ([answer, , credentials, id]) => {
    const connection = world(credentials);
    await expect(accessKey.check?.(account, secret, connection, id)).resolves.toBe(answer);
    expect(connection.calls.map(({ repeat }) => repeat)).toEqual(["safe"]);
  });

  it("refuses the key of somebody else", async () => {
    const connection = world([key("ONLY")], { getCallerIdentity: { ...caller, principal_id: "somebody" } });
    await expect(accessKey.check?.(account, secret, connection)).resolves.toBe("refused");
  });
});

it.for([
  ["no", "nothing new", ["OLD"], "made by Rekey"],
  [{ orphan: "NEW" }, "one new key of ours", ["OLD", "NEW"], "made by Rekey"],
  [{ orphan: "NEW" }, "one that rests already", ["NEW"], "made by Rekey [rekey: inactive since 2026-11-20T12:00:00Z]"],
  ["unclear", "one new key of somebody else's", ["OLD", "NEW"], "for the build"],
  ["unclear", "several new keys", ["NEW", "NEWER"], "made by Rekey"],
] as const)("answers %o to %s", async ([answer, , keys, description]) => {
  const connection = world(keys.map((access) => ({ ...key(access), description })));
  await expect(accessKey.landed?.(account, { keys: "OLD" }, connection)).resolves.toEqual(answer);
});

it("tells consumers whose key it is", async () => {
  await expect(accessKey.facts?.(account, world([]))).resolves.toEqual({
    user: "autotest1",
    userId: USER_ID,
    accountId: shownUser.domain_id,
  });
});
