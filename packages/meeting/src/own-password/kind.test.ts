import { generate, Secret, wire } from "@rekey/core";
import { kindContract, type OpenedKind } from "@rekey/core/testing";
import { describe, expect, it } from "vitest";
import { cloud, refusal, sampleLogin } from "../cloud.fixture.ts";
import { connectionTo, enterprise, OLD, opened, signedIn } from "../emulated.fixture.ts";
import type { MemberPassword } from "./account.ts";
import { ownPassword } from "./kind.ts";

const ada = { account: "ada@corp" };
const current = new Secret(OLD);
const next = new Secret("canary-New22");

describe("the kind contract", () => {
  async function open(): Promise<OpenedKind<MemberPassword>> {
    const emulator = await enterprise();
    return {
      ...opened(emulator),
      account: ada,
      unknownAccount: { account: "nobody@corp" },
      current,
      works: (secret) => emulator.meeting.member("ada@corp").password.reveal() === secret.reveal(),
    };
  }
  for (const { name, run } of kindContract(ownPassword, open)) it(name, run);
});

it("is located by Meeting's own spelling, and is one identity however it is spelt", async () => {
  await using emulator = await enterprise();
  const located = await ownPassword.locate?.({ ...ada, clientType: 5 }, signedIn(emulator));
  expect(located).toEqual({ account: "Ada@corp", clientType: 5 });
  expect(ownPassword.identity({ account: "Ada@corp" })).toBe(ownPassword.identity(ada));
});

it.for([
  ["that nobody has", "nobody@corp", "this enterprise has no member nobody@corp"],
  ["that no App ID can sign in as", "bob@corp", "the member bob@corp has no third-party id"],
  ["that is disabled", "eve@corp", "the member eve@corp is disabled"],
] as const)("registers nobody: an account %s is refused before anybody signs in as it", async ([, account, words]) => {
  await using emulator = await enterprise();
  await using via = signedIn(emulator);
  const before = emulator.meeting.accounts;
  await expect(ownPassword.before?.({ account }, via)).rejects.toMatchObject({ code: "ERR_DECLARATION" });
  await expect(ownPassword.change({ account }, { current, next }, via)).rejects.toThrow(words);
  expect([emulator.meeting.accounts, emulator.sends("updatePwd")]).toEqual([before, 0]);
});

it("signs in as the member for the one change, and signs out behind it", async () => {
  await using emulator = await enterprise();
  const via = signedIn(emulator);
  await ownPassword.change(ada, { current, next }, via);
  await via.close();
  const logins = emulator.requests.filter(({ operation }) => operation === "createAppIdToken");
  expect(logins.map(({ body }) => JSON.parse(body.reveal()))).toEqual([
    expect.not.objectContaining({ userId: expect.anything() }),
    expect.objectContaining({ userId: "ada-7" }),
  ]);
  expect([emulator.sends("deleteToken"), emulator.meeting.member("ada@corp").tokens]).toEqual([2, 0]);
});

it("wants a connection that can act for a member", async () => {
  const member = { userAccount: "ada@corp", thirdAccount: "ada-7", status: 0 };
  const via = cloud({ searchUsers: { count: 1, data: [member] } });
  await expect(ownPassword.change(ada, { current, next }, via)).rejects.toMatchObject({
    code: "ERR_DECLARATION",
    details: { remedy: expect.stringContaining("meetingApp") },
  });
});

describe("the rules", () => {
  it("are Meeting's eight, as far as a password can keep them alone", async () => {
    await using emulator = await enterprise({ history: 24 });
    const via = signedIn(emulator);
    let secret = current;
    for (let changes = 0; changes < 12; changes++) {
      const made = generate({ ...ownPassword.rules(ada), old: secret });
      await ownPassword.change(ada, { current: secret, next: made }, via);
      // Somebody sets it again, so that the five minutes are over.
      emulator.meeting.setPassword("ada@corp", made);
      secret = made;
    }
    expect(emulator.meeting.member("ada@corp").password.reveal()).toBe(secret.reveal());
  });

  it("keep the account out, with its domain and without", () => {
    expect(ownPassword.rules({ account: "zhangsan@huawei" })).toMatchObject({
      without: ["zhangsan@huawei", "zhangsan"],
      longestRun: 2,
      leastDifference: 2,
    });
  });

  it("allow one change in five minutes, and leave a try to the member (law 5)", () => {
    expect(ownPassword.limits).toEqual({ leastIntervalMs: 300_000, lockout: { tries: 3, windowMs: 300_000 } });
  });

  it("hold the engine back where the last change was a lost one of ours", async () => {
    await using emulator = await enterprise();
    const via = signedIn(emulator);
    emulator.fault({ operation: "updatePwd", do: { type: "drop", when: "after" } });
    const change = () => ownPassword.change(ada, { current, next }, via);
    await expect(change()).rejects.toMatchObject({ code: "ERR_OUTCOME_UNKNOWN" });
    await expect(ownPassword.check?.(ada, next, via)).resolves.toBe("accepted");
    const again = ownPassword.change(ada, { current: next, next: current }, via);
    await expect(again).rejects.toMatchObject({ code: "ERR_UNAVAILABLE", details: { serviceCode: "USG.206030011" } });
  });
});

describe("a check", () => {
  const { accessToken: _, ...tokenless } = sampleLogin;

  it("is one login as the member that asks for no token", async () => {
    const via = cloud({ createToken: tokenless });
    await expect(ownPassword.check?.({ ...ada, clientType: 5 }, next, via)).resolves.toBe("accepted");
    expect(via.calls.map(({ operation, repeat }) => [operation, repeat])).toEqual([["createToken", "never"]]);
    expect(JSON.parse(wire(via.calls[0]?.body ?? {}))).toEqual({ ...ada, clientType: 5, createTokenType: 1 });
  });

  it("gives back a token that comes all the same", async () => {
    const via = cloud({ createToken: sampleLogin, deleteToken: "" });
    await expect(ownPassword.check?.(ada, next, via)).resolves.toBe("accepted");
    expect(via.calls.map(({ operation }) => operation)).toEqual(["createToken", "deleteToken"]);
  });

  it("takes no token and no member's session, over the wire too", async () => {
    await using emulator = await enterprise();
    await using via = signedIn(emulator);
    await expect(ownPassword.check?.(ada, current, via)).resolves.toBe("accepted");
    await expect(ownPassword.check?.(ada, next, connectionTo(emulator))).resolves.toBe("refused");
    expect([emulator.sends("createAppIdToken"), emulator.meeting.member("ada@corp").tokens]).toEqual([0, 0]);
  });

  it.for([
    [401, "USG.999999999", "ERR_UNAVAILABLE"],
    [401, "", "ERR_UNAVAILABLE"],
    [400, "USG.206010011", "ERR_UNAVAILABLE"],
    [423, "USG.118000002", "ERR_UNAVAILABLE"],
    [500, "USG.206010000", "ERR_UNAVAILABLE"],
    [400, "USG.206010064", "ERR_DECLARATION"],
  ] as const)("takes %s %s for no answer about the password", async ([status, serviceCode, code]) => {
    // As core-http takes a 401 of which no table knows more.
    const answer = (call: never) => {
      const told = refusal(call, status, serviceCode);
      return Promise.reject(status === 401 ? Object.assign(told, { code: "ERR_IDENTITY" }) : told);
    };
    await expect(ownPassword.check?.(ada, next, cloud({ createToken: answer }))).rejects.toMatchObject({ code });
  });
});

it.for([
  [{}, "write the Meeting account"],
  [{ account: "" }, "1 to 255"],
  [{ account: "a:b" }, "no colon"],
  [{ account: ".." }, "no account"],
  [{ account: "ada", clientType: 7 }, "0, 5, 6 or 72"],
] as const)("says what is wrong with %o", ([account, words]) => {
  expect(ownPassword.account.safeParse(account).error?.message).toContain(words);
});
