import { generate, Secret } from "@rekey/core";
import { kindContract, type OpenedKind } from "@rekey/core/testing";
import { describe, expect, it } from "vitest";
import { connectionTo, emulator } from "../emulated.fixture.ts";
import type { IamUserName } from "./account.ts";
import { userPassword } from "./kind.ts";

const OLD = "canary-first-1";

async function open(): Promise<OpenedKind<IamUserName>> {
  const cloud = await emulator({ iam: { users: [{ name: "alice", password: OLD }] } });
  return {
    via: connectionTo(cloud),
    account: { user: "alice" },
    unknownAccount: { user: "nobody" },
    current: new Secret(OLD),
    works: (secret) => cloud.iam.user("alice").password?.reveal() === secret.reveal(),
    close: () => cloud.close(),
  };
}

describe("the kind contract", () => {
  for (const { name, run } of kindContract(userPassword, open)) it(name, run);
});

it("keeps the strictest policy that an account can have", async () => {
  const passwordPolicy = {
    minimumLength: 32,
    classes: 4,
    longestRun: 1,
    recentDisallowed: 10,
    minimumAgeMinutes: 1440,
  };
  await using cloud = await emulator({ iam: { users: [{ name: "alice", password: OLD }], passwordPolicy } });
  const [via, account] = [connectionTo(cloud), { user: cloud.iam.user("alice").id }];
  await userPassword.before?.(account, via);
  for (let round = 0; round < 3; round++) {
    const next = generate(userPassword.rules(account));
    await userPassword.set(account, next, via);
    await expect(userPassword.check?.(account, next, via)).resolves.toBe("accepted");
  }
  expect(cloud.iam.user("alice").previous).toHaveLength(3);
});

it.for([
  ["may use the console alone", { accessMode: "console" }],
  ["needs a code from a phone", { loginProtection: "vmfa" }],
] as const)("says of a user that %s that no password can be tried, and sends none (law 5)", async ([, change]) => {
  await using cloud = await emulator({ iam: { users: [{ name: "alice", password: OLD, ...change }] } });
  const [via, account] = [connectionTo(cloud), { user: cloud.iam.user("alice").id }];
  await expect(userPassword.check?.(account, new Secret(OLD), via)).resolves.toBe("unclear");
  expect(cloud.sends("keystoneCreateUserTokenByPassword")).toBe(0);
  const before = (await userPassword.before?.(account, via)) ?? {};
  await expect(userPassword.landed?.(account, before, via)).resolves.toBe("no");
  await userPassword.set(account, generate(userPassword.rules(account)), via);
  await expect(userPassword.landed?.(account, before, via)).resolves.toBe("yes");
});

it("sets a password again that is in force already, and calls it set", async () => {
  await using cloud = await emulator({ iam: { users: [{ name: "alice", password: OLD }] } });
  const [via, account] = [connectionTo(cloud), { user: cloud.iam.user("alice").id }];
  await userPassword.set(account, new Secret(OLD), via);
  expect(cloud.iam.user("alice").previous).toEqual([]);
});
