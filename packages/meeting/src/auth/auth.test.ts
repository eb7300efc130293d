import { inspect } from "node:util";
import { Secret } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { cloud, refusal, sampleLogin, sentBy } from "../cloud.fixture.ts";
import { createToken } from "./account.ts";
import { createAppIdToken } from "./app-id.ts";
import { checkToken, deleteToken, updateToken } from "./token.ts";

const app = { appId: "fdb8e4699586458bbd10c834872dcc62", appKey: new Secret("0123456789abcdef0123456789abcdef") };
const moment = { expireTime: 1627722929, nonce: "EycLQsHwxhzK9OW8UEKWNfH2I3CGR2nINuU1EBpv162d42d92s" };
const access = "ZmRiOGU0Njk5NTg2NDU4YmJkMTBjODM0ODcyZGNjNjI=";
const token = new Secret("canary-token-wWx06NMlL9EtMVHJHXLgXSesds7YX9zFM");
const json = "application/json; charset=UTF-8";

describe("createAppIdToken", () => {
  it("sends the documented request", async () => {
    const connection = cloud({ createAppIdToken: sampleLogin });
    const person = {
      userEmail: "******",
      userId: "testuser@mycorp.com",
      userName: "testuser",
      userPhone: "173****9092",
    };
    await createAppIdToken(connection, { ...app, ...moment, ...person });
    expect(sentBy(connection)).toMatchObject({
      method: "POST",
      path: "/v2/usg/acs/auth/appauth",
      headers: {
        authorization: `HMAC-SHA256 signature=538f10a4d4768e3ed95e2006a7936a2954bc3eea9f5b4c5bf658127c304bb3c9,access=${access}`,
        "x-token-type": "LongTicket",
        "content-type": json,
      },
      body: { appId: app.appId, clientType: 72, ...moment, ...person },
      repeat: "never",
    });
  });

  it("sends neither an empty user nor a corpId that an SP alone has", async () => {
    const connection = cloud({ createAppIdToken: sampleLogin });
    await createAppIdToken(connection, { ...app, ...moment, userId: "", corpId: "" });
    const { headers, body } = sentBy(connection);
    expect(body).toEqual({ appId: app.appId, clientType: 72, ...moment });
    expect(headers["authorization"]).toContain("31b6637bbcbc7ec2dbbd11eabbf493e40d88797f02b762e412d70ad38a81e77d");
  });

  it("makes a nonce and an end of its own, new for each login", async () => {
    const connection = cloud({ createAppIdToken: sampleLogin });
    await createAppIdToken(connection, app);
    await createAppIdToken(connection, app);
    const [first, second] = connection.calls.map(({ body = {} }) => body);
    expect(first?.["nonce"]).toMatch(/^[0-9a-f]{48}$/);
    expect(first?.["nonce"]).not.toBe(second?.["nonce"]);
    expect(Number(first?.["expireTime"]) - Date.now() / 1000).toBeGreaterThan(600);
  });

  it("reads ends in seconds and beginnings in milliseconds", async () => {
    const login = await createAppIdToken(cloud({ createAppIdToken: sampleLogin }), app);
    expect(login).toMatchObject({
      validPeriod: 56326,
      expireTime: new Date("2021-07-31T21:56:53Z"),
      createTime: new Date("2021-07-31T06:18:07.360Z"),
      refreshExpireTime: new Date("2021-08-30T06:18:07Z"),
      daysPwdAvailable: -19678,
      firstLogin: false,
      tokenType: 0,
    });
    expect(login.accessToken?.reveal()).toBe(sampleLogin.accessToken);
    expect(JSON.parse(login.user?.reveal() ?? "")).toEqual(sampleLogin.user);
  });

  it("shows nothing of a reply that holds many secrets, nor of the request (law 10)", async () => {
    const connection = cloud({ createAppIdToken: sampleLogin });
    const login = await createAppIdToken(connection, app);
    const shown = inspect([login, connection.calls], { depth: null }) + JSON.stringify([login, connection.calls]);
    for (const secret of ["canary-", "53e2759d", app.appKey.reveal(), "signature="])
      expect(shown).not.toContain(secret);
  });
});

describe("createToken", () => {
  const login = { account: "zhangsan@huawei", password: new Secret("canary-pass:wörd") };

  it("sends the documented request, a password of any characters among it", async () => {
    const connection = cloud({ createToken: sampleLogin });
    await createToken(connection, { ...login, createTokenType: 1, clientType: 5, ha2: "7" });
    const basic = Buffer.from("zhangsan@huawei:canary-pass:wörd", "utf8").toString("base64");
    expect(sentBy(connection)).toMatchObject({
      method: "POST",
      path: "/v1/usg/acs/auth/account",
      headers: { authorization: `Basic ${basic}`, "content-type": json },
      body: { account: "zhangsan@huawei", clientType: 5, createTokenType: 1, HA2: "7" },
      repeat: "never",
    });
  });

  it("reads a reply without a token, where none was asked for", async () => {
    const { accessToken: _, refreshToken: __, ...rest } = sampleLogin;
    const read = await createToken(cloud({ createToken: rest }), login);
    expect([read.accessToken, read.refreshToken, read.clientType]).toEqual([undefined, undefined, 72]);
  });

  it.for([
    [401, "USG.206010000", "ERR_IDENTITY"],
    [423, "USG.999999999", "ERR_UNAVAILABLE"],
    [412, "USG.999999999", "ERR_REFUSED"],
    [400, "USG.206010011", "ERR_UNAVAILABLE"],
    [500, "USG.206010000", "ERR_OUTCOME_UNKNOWN"],
  ] as const)("says of %s %s: %s", async ([status, serviceCode, code]) => {
    const connection = cloud({ createToken: (call: never) => Promise.reject(refusal(call, status, serviceCode)) });
    await expect(createToken(connection, login)).rejects.toMatchObject({ code });
  });
});

describe("updateToken", () => {
  it("sends the refresh token where others have the access token, and no body", async () => {
    const connection = cloud({ updateToken: sampleLogin });
    const refreshed = await updateToken(connection, { refreshToken: token });
    expect(sentBy(connection)).toEqual({
      service: "meeting",
      method: "PUT",
      path: "/v1/usg/acs/token",
      headers: { "x-access-token": token.reveal() },
      repeat: "never",
    });
    expect(refreshed.accessToken?.reveal()).toBe(sampleLogin.accessToken);
  });
});

describe("deleteToken", () => {
  it("sends the token, and looks at nothing in the reply", async () => {
    const connection = cloud({ deleteToken: "" });
    await expect(deleteToken(connection, { accessToken: token })).resolves.toBeUndefined();
    expect(sentBy(connection)).toMatchObject({
      method: "DELETE",
      path: "/v1/usg/acs/token",
      headers: { "x-access-token": token.reveal() },
      repeat: "safe",
    });
  });
});

describe("checkToken", () => {
  it("asks without changing anything", async () => {
    const connection = cloud({ checkToken: sampleLogin });
    await checkToken(connection, { token, needAccountInfo: true });
    expect(sentBy(connection)).toMatchObject({
      method: "POST",
      path: "/v1/usg/acs/token/validate",
      body: { token: token.reveal(), needGenNewToken: false, needAccountInfo: true },
      repeat: "safe",
    });
  });

  it("is not repeated where it makes a new token", async () => {
    const connection = cloud({ checkToken: sampleLogin });
    await checkToken(connection, { token, needGenNewToken: true });
    expect(sentBy(connection)).toMatchObject({ body: { needGenNewToken: true }, repeat: "never" });
  });

  it("says of a token that is not valid that we have to sign in again", async () => {
    const connection = cloud({ checkToken: (call: never) => Promise.reject(refusal(call, 401, "USG.000000004")) });
    await expect(checkToken(connection, { token })).rejects.toMatchObject({ code: "ERR_IDENTITY" });
  });
});
