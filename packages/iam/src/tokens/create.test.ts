import { inspect } from "node:util";
import { Secret, wire } from "@rekey/core";
import { expect, it } from "vitest";
import { cloud, DOMAIN_ID, reply, USER_ID } from "../cloud.fixture.ts";
import { keystoneCreateUserTokenByPassword } from "./create.ts";

const login = { user: "IAMUser", account: "IAMDomain", password: new Secret("canary-login-1") };
const sample = {
  token: {
    expires_at: "2020-01-04T09:08:49.965000Z",
    methods: ["password"],
    issued_at: "2020-01-03T09:08:49.965000Z",
    roles: [{ name: "te_admin", id: "0" }],
    project: {
      domain: { name: "IAMDomain", id: DOMAIN_ID },
      name: "cn-north-4",
      id: "aa2d97d7e62c4b7da3ffdfc11551f878",
    },
    user: { domain: { name: "IAMDomain", id: DOMAIN_ID }, name: "IAMUser", password_expires_at: "", id: USER_ID },
  },
};
const done = reply(sample, { "x-subject-token": new Secret("canary-token-1") }, 201);

it("sends the documented request, once, without the catalogue", async () => {
  const connection = cloud({ keystoneCreateUserTokenByPassword: done });
  await keystoneCreateUserTokenByPassword(connection, { ...login, scope: { project: { name: "cn-north-4" } } });
  const [call] = connection.calls;
  expect(call).toMatchObject({
    service: "iam",
    method: "POST",
    path: "/v3/auth/tokens",
    query: { nocatalog: "true" },
    repeat: "never",
  });
  expect(JSON.parse(wire(call?.body ?? {}))).toEqual({
    auth: {
      identity: {
        methods: ["password"],
        password: { user: { name: "IAMUser", password: login.password.reveal(), domain: { name: "IAMDomain" } } },
      },
      scope: { project: { name: "cn-north-4" } },
    },
  });
  expect(inspect(connection.calls, { depth: null })).not.toContain("canary-");
});

it("reads the documented reply, and the token from its header", async () => {
  const token = await keystoneCreateUserTokenByPassword(cloud({ keystoneCreateUserTokenByPassword: done }), login);
  expect(token.token.reveal()).toMatch(/token-1$/);
  expect(token).toMatchObject({
    expiresAt: new Date("2020-01-04T09:08:49.965Z"),
    issuedAt: new Date("2020-01-03T09:08:49.965Z"),
    userId: USER_ID,
    domainId: DOMAIN_ID,
    projectId: "aa2d97d7e62c4b7da3ffdfc11551f878",
  });
  expect(inspect(token, { depth: null })).not.toContain("canary-");
});

it("asks for the whole account where no scope is named", async () => {
  const connection = cloud({ keystoneCreateUserTokenByPassword: done });
  await keystoneCreateUserTokenByPassword(connection, login);
  expect(connection.calls[0]?.body).toMatchObject({ auth: { scope: { domain: { name: "IAMDomain" } } } });
});

it("takes no reply without a token for a login", async () => {
  const asked = keystoneCreateUserTokenByPassword(cloud({ keystoneCreateUserTokenByPassword: sample }), login);
  await expect(asked).rejects.toMatchObject({ code: "ERR_OUTCOME_UNKNOWN" });
});

it.for([
  [401, "401", "ERR_DRIFTED"],
  [401, "IAM.0062", "ERR_DRIFTED"],
  [401, "IAM.0061", "ERR_UNAVAILABLE"],
  [403, "IAM.0081", "ERR_DECLARATION"],
  [403, "IAM.0080", "ERR_DECLARATION"],
  [500, "IAM.0006", "ERR_OUTCOME_UNKNOWN"],
] as const)("reads %s %s of a login as %s", async ([status, code, verdict]) => {
  const connection = cloud({ keystoneCreateUserTokenByPassword: done });
  await keystoneCreateUserTokenByPassword(connection, login);
  expect(connection.calls[0]?.classify?.(status, code)?.code).toBe(verdict);
});
