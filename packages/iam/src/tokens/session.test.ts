import { type Call, CredentialError, Secret } from "@rekey/core";
import { virtualClock } from "@rekey/core/testing";
import { describe, expect, it } from "vitest";
import { cloud, refused, reply, USER_ID } from "../cloud.fixture.ts";
import { connectionTo, emulator } from "../emulated.fixture.ts";
import { showUser } from "../users/show.ts";
import { keystoneUpdateUserPassword } from "../users/own-password.ts";
import { listUsers } from "../workspace/list.ts";
import { userSession } from "./session.ts";

const login = { user: "IAMUser", account: "IAMDomain", password: new Secret("canary-session-1") };
const get: Call = { service: "dcs", operation: "ask", method: "GET", path: "/v2/x", repeat: "safe" };
const set: Call = { ...get, operation: "set", method: "PUT", repeat: "never" };

function open(answers: Record<string, unknown> = {}) {
  const clock = virtualClock();
  let made = 0;
  const token = () => reply({ token: {} }, { "x-subject-token": new Secret(`canary-token-${++made}`) }, 201);
  const connection = cloud({ keystoneCreateUserTokenByPassword: token, ask: {}, set: {}, ...answers });
  const seen = () =>
    connection.calls.map(({ operation, headers }) => {
      const sent = headers?.["X-Auth-Token"];
      return sent instanceof Secret ? `${operation} ${sent.reveal().at(-1)}` : operation;
    });
  return { clock, seen, session: userSession(connection, login, { clock }) };
}

const refusing = (call: Call) => refused(call, 401, "IAM.0066");

it("logs in once for all calls, and puts the token on each", async () => {
  const { session, seen } = open();
  await Promise.all([session.send(get), session.send(get), session.send(set)]);
  expect(seen()).toEqual(["keystoneCreateUserTokenByPassword", "ask 1", "ask 1", "set 1"]);
});

it("logs in anew an hour before the day is over", async () => {
  const { clock, session, seen } = open();
  await session.send(get);
  await clock.advance(23 * 3_600_000);
  await session.send(get);
  expect(seen()).toEqual(["keystoneCreateUserTokenByPassword", "ask 1", "keystoneCreateUserTokenByPassword", "ask 2"]);
});

it("sends what may be repeated once more with a new token, and nothing else (law 3)", async () => {
  const { session, seen } = open({ ask: refusing, set: refusing });
  await expect(session.send({ ...get, classify: () => ({ code: "ERR_IDENTITY" }) })).rejects.toMatchObject({
    code: "ERR_IDENTITY",
  });
  expect(seen()).toEqual(["keystoneCreateUserTokenByPassword", "ask 1", "keystoneCreateUserTokenByPassword", "ask 2"]);
  await expect(session.send({ ...set, classify: () => ({ code: "ERR_IDENTITY" }) })).rejects.toMatchObject({
    code: "ERR_IDENTITY",
  });
  expect(seen().slice(4)).toEqual(["keystoneCreateUserTokenByPassword", "set 3"]);
});

it("calls a wrong password of its own ERR_IDENTITY, and tries no second time", async () => {
  const { session, seen } = open({ keystoneCreateUserTokenByPassword: (call: Call) => refused(call, 401, "401") });
  for (const call of [get, set, get]) await expect(session.send(call)).rejects.toMatchObject({ code: "ERR_IDENTITY" });
  expect(seen()).toEqual(["keystoneCreateUserTokenByPassword"]);
});

it("leaves calls alone that bring an identity of their own", async () => {
  const { session, seen } = open();
  await session.send({ ...get, headers: { authorization: "SDK-HMAC-SHA256 …" } });
  expect(seen()).toEqual(["ask"]);
});

it("passes on what the login fails with", async () => {
  const down = new CredentialError("ERR_UNAVAILABLE", "down");
  const { session } = open({ keystoneCreateUserTokenByPassword: down });
  await expect(session.send(set)).rejects.toBe(down);
});

describe("against IAM", () => {
  const world = {
    iam: { account: "IAMDomain", users: [{ name: "IAMUser", id: USER_ID, password: "canary-session-1" }] },
  };

  it("is the user, until the user's password changes", async () => {
    await using emulated = await emulator(world);
    const session = userSession(connectionTo(emulated), login);
    await expect(showUser(session, { userId: USER_ID })).resolves.toMatchObject({ name: "IAMUser" });
    const change = { userId: USER_ID, password: new Secret("canary-Session-2"), originalPassword: login.password };
    await keystoneUpdateUserPassword(session, change);
    expect(emulated.iam.user("IAMUser").previous).toHaveLength(1);
    // The token ended with the password, and the session knows the old one alone.
    await expect(showUser(session, { userId: USER_ID })).rejects.toMatchObject({ code: "ERR_IDENTITY" });
  });

  it("speaks to a project's services with a token of the project", async () => {
    await using emulated = await emulator({ ...world, workspace: { users: [{ name: "desk1" }] } });
    const session = userSession(connectionTo(emulated), { ...login, scope: { project: { name: "cn-north-4" } } });
    await expect(listUsers(session)).resolves.toMatchObject({ totalCount: 1 });
  });
});
