import { inspect } from "node:util";
import { type Call, CredentialError, Secret } from "@rekey/core";
import { virtualClock } from "@rekey/core/testing";
import { describe, expect, it } from "vitest";
import { cloud, refusal, sampleLogin } from "../cloud.fixture.ts";
import { APP, connectionTo, type enterprise } from "../emulated.fixture.ts";
import { searchUsers } from "../members/search.ts";
import { updatePwd } from "../passwords/update.ts";
import { withMeetingApp } from "./app.ts";
import { started } from "./started.fixture.ts";

const HOUR_MS = 3_600_000;

const tokensOf = ({ meeting }: Awaited<ReturnType<typeof enterprise>>) => meeting.member("boss@corp").tokens;

describe("a session", () => {
  it("signs in when it is first used, once for all who wait", async () => {
    const { emulator, via } = await started();
    await using _ = emulator;
    expect(emulator.sends("createAppIdToken")).toBe(0);
    await Promise.all([searchUsers(via), searchUsers(via), searchUsers(via)]);
    expect([emulator.sends("createAppIdToken"), emulator.sends("searchUsers")]).toEqual([1, 3]);
  });

  it("renews its token early, with the refresh token, and holds one at a time", async () => {
    const { emulator, clock, via } = await started({ tokenSeconds: 12 * 3600 });
    await using _ = emulator;
    await searchUsers(via);
    await clock.advance(11 * HOUR_MS);
    await searchUsers(via);
    expect(emulator.sends("updateToken")).toBe(0);
    await clock.advance(0.75 * HOUR_MS);
    await searchUsers(via);
    expect([emulator.sends("updateToken"), emulator.sends("createAppIdToken"), tokensOf(emulator)]).toEqual([1, 1, 1]);
  });

  it("signs in anew where the refresh token is refused, and gives the old token back", async () => {
    const { emulator, clock, via } = await started({ tokenSeconds: 12 * 3600 });
    await using _ = emulator;
    await searchUsers(via);
    emulator.fault({ operation: "updateToken", do: { type: "status", status: 401, code: "USG.206020000" } });
    await clock.advance(11.75 * HOUR_MS);
    await searchUsers(via);
    await via.close();
    expect([emulator.sends("createAppIdToken"), tokensOf(emulator)]).toEqual([2, 0]);
  });

  it("goes on with a token that is not over yet where it cannot be renewed, and asks again a minute later", async () => {
    const { emulator, clock, via } = await started({ tokenSeconds: 12 * 3600 });
    await using _ = emulator;
    await searchUsers(via);
    for (const operation of ["updateToken", "createAppIdToken"])
      emulator.fault({ operation, times: "always", do: { type: "status", status: 503 } });
    await clock.advance(11.75 * HOUR_MS);
    await searchUsers(via);
    await searchUsers(via);
    expect(emulator.sends("updateToken")).toBe(1);
    await clock.advance(60_000);
    await searchUsers(via);
    expect(emulator.sends("updateToken")).toBe(2);
    await clock.advance(HOUR_MS);
    await expect(searchUsers(via)).rejects.toMatchObject({ code: "ERR_UNAVAILABLE" });
  });

  it("needs no right clock: a token lives as long as Meeting says, from when it says", async () => {
    const wrong = virtualClock(new Date("2001-01-01T00:00:00Z"));
    const connection = cloud({ createAppIdToken: sampleLogin, searchUsers: {} });
    const via = withMeetingApp(connection, APP, { clock: wrong });
    await searchUsers(via);
    await wrong.advance(15 * HOUR_MS);
    await searchUsers(via);
    expect(connection.calls.filter(({ operation }) => operation === "createAppIdToken")).toHaveLength(1);
  });

  it.for([
    ["pushed-out", "USG.206020002"],
    ["gone", "USG.206020000"],
  ] as const)("signs in once more where its token is %s (%s)", async ([how]) => {
    const { emulator, via } = await started();
    await using _ = emulator;
    await searchUsers(via);
    emulator.meeting.endTokens("boss@corp", how);
    await Promise.all([searchUsers(via), searchUsers(via)]);
    expect([emulator.sends("createAppIdToken"), tokensOf(emulator)]).toEqual([2, 1]);
  });

  it("signs in no third time for one call", async () => {
    const connection = cloud({
      createAppIdToken: sampleLogin,
      searchUsers: (call: Call) => Promise.reject(refusal(call, 401, "USG.206020000")),
    });
    const via = withMeetingApp(connection, APP);
    await expect(searchUsers(via)).rejects.toMatchObject({ code: "ERR_IDENTITY" });
    const sent = connection.calls.map(({ operation }) => operation);
    expect(sent).toEqual(["createAppIdToken", "searchUsers", "createAppIdToken", "searchUsers"]);
  });

  it("sends a change once whose token was not what was refused", async () => {
    const connection = cloud({
      createAppIdToken: sampleLogin,
      updatePwd: (call: Call) => Promise.reject(refusal(call, 403, "USG.206030016")),
    });
    const [oldPwd, newPwd] = [new Secret("canary-old-1"), new Secret("canary-new-1")];
    const changing = updatePwd(withMeetingApp(connection, APP), { account: "ada", oldPwd, newPwd });
    await expect(changing).rejects.toMatchObject({ code: "ERR_REFUSED" });
    expect(connection.calls.map(({ operation }) => operation)).toEqual(["createAppIdToken", "updatePwd"]);
  });

  it("gives the token back when it is closed, behind what is under way, and closes what it stands on", async () => {
    const { emulator, clock } = await started();
    await using _ = emulator;
    const closed: string[] = [];
    const base = { ...connectionTo(emulator), [Symbol.asyncDispose]: async () => void closed.push("below") };
    const via = withMeetingApp(base, APP, { clock });
    const underWay = searchUsers(via);
    await Promise.all([via.close(), via.close()]);
    await expect(underWay).resolves.toMatchObject({ count: 4 });
    expect([emulator.sends("deleteToken"), tokensOf(emulator), closed]).toEqual([1, 0, ["below"]]);
    await expect(searchUsers(via)).rejects.toMatchObject({ code: "ERR_UNAVAILABLE" });
  });

  it("closes where nobody answers", async () => {
    const { emulator, via } = await started();
    await searchUsers(via);
    await emulator.close();
    await expect(via.close()).resolves.toBeUndefined();
  });

  it("leaves calls of other services alone, and those that bring a token of their own", async () => {
    const connection = cloud({ listInstances: {}, searchUsers: {} });
    const via = withMeetingApp(connection, APP);
    const other = { service: "dcs", operation: "listInstances", method: "GET", path: "/", repeat: "safe" } as const;
    const own = { service: "meeting", operation: "searchUsers", method: "GET", path: "/", repeat: "safe" } as const;
    await via.send(other);
    await via.send({ ...own, headers: { "X-Access-Token": new Secret("canary-own") } });
    expect(connection.calls).toMatchObject([other, own]);
    expect(connection.calls[0]).not.toHaveProperty("headers");
  });

  it("takes no longer than the connection below may, login included (law 7)", async () => {
    const clock = virtualClock();
    const never = new Promise(() => undefined);
    const connection = cloud({ createAppIdToken: () => never });
    const asked = searchUsers(withMeetingApp(connection, APP, { clock }));
    const failure = asked.catch((error: unknown) => error);
    await clock.advance(connection.longestMs);
    await expect(failure).resolves.toMatchObject({ code: "ERR_UNAVAILABLE" });
    expect(connection.calls.map(({ operation }) => operation)).toEqual(["createAppIdToken"]);
  });

  it("makes a lost login no unknown outcome: it changes no secret (law 14)", async () => {
    const lost = new CredentialError("ERR_OUTCOME_UNKNOWN", "lost");
    const via = withMeetingApp(cloud({ createAppIdToken: lost }), APP);
    await expect(searchUsers(via)).rejects.toMatchObject({ code: "ERR_UNAVAILABLE" });
  });

  it("shows nothing of what it holds (law 10)", async () => {
    const via = withMeetingApp(cloud({ createAppIdToken: sampleLogin, searchUsers: {} }), APP);
    await searchUsers(via);
    expect(inspect(via, { depth: null, showHidden: true }) + JSON.stringify(via)).not.toContain("canary-");
  });

  it("takes what it does not do itself from the connection below", async () => {
    const via = withMeetingApp(cloud({}, { ca: "pem", reach: async () => "10.0.0.1" }), APP);
    await expect(via.reach("a.example", 1)).resolves.toBe("10.0.0.1");
    expect([via.ca, via.longestMs, via.quietMs]).toEqual(["pem", 5_000, 960_000]);
  });
});
