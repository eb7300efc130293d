import { virtualClock } from "@rekey/core/testing";
import { describe, expect, it } from "vitest";
import { accountLogin, appLogin, OLD, say, startMeeting, tokenOf } from "./client.fixture.ts";

const HOUR_MS = 3_600_000;

describe("a login with an App ID", () => {
  it("is the default administrator's where it names nobody", async () => {
    await using emulator = await startMeeting();
    const { status, body } = await appLogin(emulator);
    expect([status, body["user"]]).toMatchObject([200, { ucloginAccount: "boss@corp", adminType: 0 }]);
    expect(emulator.meeting.member("boss@corp").tokens).toBe(1);
  });

  it("says ends in seconds and beginnings in milliseconds", async () => {
    const clock = virtualClock();
    await using emulator = await startMeeting({ tokenSeconds: 60 }, { clock });
    const now = clock.now().getTime();
    expect((await appLogin(emulator)).body).toMatchObject({
      validPeriod: 60,
      createTime: now,
      expireTime: now / 1000 + 60,
      refreshExpireTime: now / 1000 + 2_592_000,
    });
  });

  it("registers a user id that nobody has, unless it may not", async () => {
    await using emulator = await startMeeting();
    await appLogin(emulator, { userId: "nobody" });
    expect(emulator.meeting.accounts).toEqual(["boss@corp", "ada@corp", "bob@corp", "Auto-6e6f626f6479"]);
    await using strict = await startMeeting({
      apps: [{ appId: "my-app", appKey: "canary-app-key", registers: false }],
    });
    expect(await appLogin(strict, { userId: "nobody" })).toMatchObject({ status: 401, code: "USG.206010030" });
  });

  it.for([
    ["a wrong key", {}, "wrong", "USG.206010025"],
    ["an App ID that nobody has", { appId: "other" }, undefined, "USG.206010025"],
    ["a corpId, which is an SP's", { corpId: "651543334" }, undefined, "USG.206010025"],
    ["a signature that has lapsed", { expireTime: 1 }, undefined, "USG.206010057"],
    ["a short nonce", { nonce: "short" }, undefined, "USG.200000003"],
    ["a field that is not documented", { password: "x" }, undefined, "USG.200000003"],
  ] as const)("is refused for %s", async ([, body, key, code]) => {
    await using emulator = await startMeeting();
    expect(await appLogin(emulator, body, key)).toMatchObject({ code });
  });

  it("is an SP's with five parts, and names the enterprise", async () => {
    await using emulator = await startMeeting({ apps: [{ appId: "my-app", appKey: "canary-app-key", mode: "sp" }] });
    expect(await appLogin(emulator, { corpId: "651543334" })).toMatchObject({ status: 200 });
    expect(await appLogin(emulator)).toMatchObject({ code: "USG.206010025" });
  });
});

describe("a login with an account", () => {
  it("makes no token where none is asked for", async () => {
    await using emulator = await startMeeting();
    const { status, body } = await accountLogin(emulator, "ada@corp", OLD, { createTokenType: 1 });
    expect([status, body["accessToken"], emulator.meeting.member("ada@corp").tokens]).toEqual([200, undefined, 0]);
  });

  it("is locked after five wrong passwords, for five minutes", async () => {
    const clock = virtualClock();
    await using emulator = await startMeeting({}, { clock });
    for (let tries = 0; tries < 5; tries++)
      expect(await accountLogin(emulator, "ada@corp", "canary-no")).toMatchObject({
        status: 401,
        code: "USG.206010000",
      });
    expect(await accountLogin(emulator, "ada@corp", OLD)).toMatchObject({ status: 423, code: "USG.118000002" });
    await clock.advance(5 * 60_000);
    expect(await accountLogin(emulator, "ada@corp", OLD)).toMatchObject({ status: 200 });
  });

  it("takes no other account in its body than in its header", async () => {
    await using emulator = await startMeeting();
    expect(await accountLogin(emulator, "ada@corp", OLD, { account: "bob@corp" })).toMatchObject({ status: 400 });
  });
});

describe("a token", () => {
  it("is one of sixty-four; the next login pushes out the oldest", async () => {
    await using emulator = await startMeeting();
    const first = await tokenOf(appLogin(emulator));
    for (let more = 0; more < 64; more++) await appLogin(emulator);
    expect(emulator.meeting.member("boss@corp").tokens).toBe(64);
    expect(await say(emulator, "GET /v1/usg/dcs/corp/member", { token: first })).toMatchObject({
      status: 401,
      code: "USG.206020002",
    });
  });

  it("of another client than 72 is the only one", async () => {
    await using emulator = await startMeeting();
    for (let more = 0; more < 2; more++) await accountLogin(emulator, "ada@corp", OLD, { clientType: 5 });
    expect(emulator.meeting.member("ada@corp").tokens).toBe(1);
  });

  it("ends by itself, and by being given back", async () => {
    const clock = virtualClock();
    await using emulator = await startMeeting({ tokenSeconds: 3600 }, { clock });
    const [token, other] = [await tokenOf(appLogin(emulator)), await tokenOf(appLogin(emulator))];
    expect(await say(emulator, "DELETE /v1/usg/acs/token", { token: other })).toMatchObject({ status: 200 });
    expect(await say(emulator, "GET /v1/usg/dcs/corp/member", { token: other })).toMatchObject({
      code: "USG.206020000",
    });
    await clock.advance(HOUR_MS);
    expect(await say(emulator, "GET /v1/usg/dcs/corp/member", { token })).toMatchObject({ code: "USG.206020000" });
  });

  it("is renewed with the refresh token where the access token stands, and not with that", async () => {
    await using emulator = await startMeeting();
    const { accessToken, refreshToken } = (await appLogin(emulator)).body;
    expect(await say(emulator, "PUT /v1/usg/acs/token", { token: String(accessToken) })).toMatchObject({ status: 401 });
    expect(await say(emulator, "PUT /v1/usg/acs/token", { token: String(refreshToken) })).toMatchObject({
      status: 200,
    });
    expect(emulator.meeting.member("boss@corp").tokens).toBe(1);
  });

  it("is validated for anybody who has it", async () => {
    await using emulator = await startMeeting();
    const token = await tokenOf(appLogin(emulator));
    const ask = (body: object) => say(emulator, "POST /v1/usg/acs/token/validate", { body });
    expect(await ask({ token, needGenNewToken: false })).toMatchObject({ status: 200, body: { accessToken: token } });
    expect(await ask({ token: "other", needGenNewToken: false })).toMatchObject({ status: 401, code: "USG.000000004" });
  });
});
