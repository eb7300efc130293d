import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { virtualClock } from "@rekey/core/testing";
import { createEmulator, type Emulator } from "@rekey/emulator";
import { keystoneListUsers, listUsers } from "@rekey/iam";
import { searchUsers } from "@rekey/meeting";
import { describe, expect, it } from "vitest";
import type { Connecting } from "../config/config.ts";
import { Connections } from "../connections.ts";
import { SignIns } from "./tokens.ts";

const PROJECT = "0bec5db98280d2d02fd6c00c2de791ce";
const DOMAIN = "d78cbac186b744899480f25bd0200000";
const PASSWORD = "canary-rotator-1";
const env = { AK: "AKSIGNIN", SK: "canary-secret-key", PW: PASSWORD, APP: "canary-app-key" };

function cloud(agency: string[] = ["*"]): Promise<Emulator> {
  return createEmulator({
    region: "cn-north-4",
    project: PROJECT,
    keys: [{ accessKey: env.AK, secretKey: env.SK, permissions: ["sts:agencies:assume"] }],
    iam: {
      account: "acme",
      users: [{ name: "rotator", password: PASSWORD }],
      agencies: [{ name: "rekey", permissions: agency }],
    },
    workspace: { users: [{ name: "desk1" }] },
  });
}

type Signing = Partial<Connecting> & Pick<Connecting, "credentials">;

function opened(emulator: Emulator, written: Record<string, Signing>, signIns?: SignIns): Connections {
  const clock = virtualClock();
  const all = Object.entries(written).map(([name, rest]): [string, Connecting] => [
    name,
    { name, folder: "", region: "cn-north-4", endpoints: emulator.endpoints, ...rest },
  ]);
  return new Connections(new Map(all), { io: { env }, clock: { ...clock, now: () => new Date() }, signIns });
}

const iamUser = { user: "rotator", account: "acme", password: { env: "PW" } };
const urn = `iam::${DOMAIN}:agency:rekey`;
const agency = { urn, accessKey: { env: "AK" }, secretKey: { env: "SK" } };

describe("an IAM user", () => {
  it("speaks to IAM for the account and to others for the project, whose id comes with the token", async () => {
    await using emulator = await cloud();
    const all = opened(emulator, { it: { credentials: { iamUser } } });
    await expect(keystoneListUsers(all.get("it"))).resolves.toMatchObject({ users: [{ name: "rotator" }] });
    await expect(listUsers(all.get("it"))).resolves.toMatchObject({ totalCount: 1 });
    await listUsers(all.get("it"));
    expect(emulator.requests.map(({ operation }) => operation)).toEqual([
      "keystoneCreateUserTokenByPassword",
      "keystoneListUsers",
      "keystoneCreateUserTokenByPassword",
      "listUsers",
      "listUsers",
    ]);
    await all.close();
  });

  it("has one token a scope, however many connections it is", async () => {
    await using emulator = await cloud();
    const credentials = { iamUser };
    const all = opened(emulator, {
      one: { credentials },
      two: { credentials },
      far: { credentials, project: PROJECT },
    });
    await Promise.all(["one", "two", "one"].map((name) => listUsers(all.get(name))));
    expect(emulator.sends("keystoneCreateUserTokenByPassword")).toBe(1);
    await listUsers(all.get("far"));
    expect(emulator.sends("keystoneCreateUserTokenByPassword")).toBe(2);
    await all.close();
  });

  it("tries a wrong password once, over all connections and however often they are opened, and a corrected one at once (law 5)", async () => {
    await using emulator = await cloud();
    const folder = join(mkdtempSync(join(tmpdir(), "sign-in-")), "given");
    mkdirSync(folder);
    writeFileSync(join(folder, "pw"), "canary-wrong\n");
    const credentials = { iamUser: { ...iamUser, password: { file: "pw" } } };
    const signIns = new SignIns(virtualClock());
    const written = { one: { credentials, folder }, two: { credentials, folder } };
    for (let time = 0; time < 3; time++) {
      const all = opened(emulator, written, signIns);
      for (const name of ["one", "two"])
        await expect(listUsers(all.get(name))).rejects.toMatchObject({
          code: "ERR_IDENTITY",
          details: { reason: "circuit" },
        });
      await all.close();
    }
    expect(emulator.sends("keystoneCreateUserTokenByPassword")).toBe(1);
    const all = opened(emulator, written, signIns);
    writeFileSync(join(folder, "pw"), `${PASSWORD}\n`);
    await expect(listUsers(all.get("one"))).resolves.toMatchObject({ totalCount: 1 });
    await all.close();
  });
});

describe("an agency", () => {
  it("lends its keys, assumed with the keys beside it", async () => {
    await using emulator = await cloud();
    const all = opened(emulator, { it: { credentials: { agency }, project: PROJECT } });
    await listUsers(all.get("it"));
    await listUsers(all.get("it"));
    const seen = emulator.requests.map(({ operation, accessKey }) => [operation, accessKey?.slice(0, 3)]);
    expect(seen).toEqual([
      ["assumeAgency", "AKS"],
      ["listUsers", "HST"],
      ["listUsers", "HST"],
    ]);
    await all.close();
  });

  it("is assumed with the official SDKs' chain where no keys stand beside it", async () => {
    await using emulator = await cloud();
    const chained = { HUAWEICLOUD_SDK_AK: env.AK, HUAWEICLOUD_SDK_SK: env.SK };
    const written = {
      name: "it",
      folder: "",
      region: "cn-north-4",
      project: PROJECT,
      credentials: { agency: { urn } },
    };
    const ground = { io: { env: chained }, clock: { ...virtualClock(), now: () => new Date() } };
    const all = new Connections(new Map([["it", { ...written, endpoints: emulator.endpoints }]]), ground);
    await expect(listUsers(all.get("it"))).resolves.toMatchObject({ totalCount: 1 });
    await all.close();
  });

  it("that may not be assumed leaves the connection without an identity, and says which call was refused", async () => {
    await using emulator = await cloud();
    const credentials = { agency: { ...agency, urn: `iam::${DOMAIN}:agency:other` } };
    const all = opened(emulator, { it: { credentials, project: PROJECT } });
    await expect(listUsers(all.get("it"))).rejects.toMatchObject({
      code: "ERR_IDENTITY",
      details: { service: "sts", operation: "assumeAgency" },
    });
    await all.close();
  });
});

describe("an App ID", () => {
  const meetingApp = { appId: "my-app", appKey: { env: "APP" } };
  const app = () =>
    createEmulator({
      region: "cn-north-4",
      project: PROJECT,
      keys: [{ accessKey: "UNUSED", secretKey: "canary-unused" }],
      meeting: { apps: [{ appId: "my-app", appKey: "canary-app-key" }] },
    });

  it("has one live token, however many connections it is and however often the configuration is read", async () => {
    await using emulator = await app();
    const signIns = new SignIns(virtualClock());
    const written = { one: { credentials: { meetingApp } }, two: { credentials: { meetingApp } } };
    const wires = [opened(emulator, written, signIns), opened(emulator, written, signIns)];
    for (const all of wires) for (const name of ["one", "two"]) await searchUsers(all.get(name));
    expect(emulator.meeting.member("admin").tokens).toBe(1);
    await Promise.all(wires.map((all) => all.close()));
    expect(emulator.meeting.member("admin").tokens).toBe(0);
    const again = opened(emulator, written, signIns);
    await searchUsers(again.get("one"));
    expect(emulator.meeting.member("admin").tokens).toBe(1);
    await again.close();
  });
});
