import { generate, Secret } from "@rekey/core";
import { kindContract, type OpenedKind } from "@rekey/core/testing";
import { describe, expect, it } from "vitest";
import type { AclAccountName } from "./account.ts";
import { connectionTo, emulator } from "../emulated.fixture.ts";
import { aclPassword } from "./kind.ts";

/** Longer than any test: `settle` ends it. */
const HOUR_MS = 3_600_000;

const named = { instance: "cache-prod", user: "app" };

describe.for([
  ["one argument, plain", {}, {}, "auto"],
  ["one argument, TLS", {}, { tls: true, reports: { domainName: "localhost" } }, "small"],
  ["two arguments", { login: "two-argument" }, { takesTwoArguments: true }, "small"],
] as const)("the kind contract, with logins of %s", ([, form, instance, dataPlane]) => {
  async function open(): Promise<OpenedKind<AclAccountName>> {
    const cloud = await emulator({ updatingMs: HOUR_MS, ...instance }, dataPlane);
    return {
      via: connectionTo(cloud),
      account: { ...named, ...form },
      unknownAccount: { ...named, user: "nobody" },
      current: new Secret("canary-first-1"),
      works: (secret) => cloud.account("cache-prod", "app").password.reveal() === secret.reveal(),
      settle: () => cloud.settle(),
      close: () => cloud.close(),
    };
  }
  for (const { name, run } of kindContract(aclPassword, open)) it(name, run);
});

it("carries a password from a rule to a login, with the old one in force until the account is AVAILABLE", async () => {
  await using cloud = await emulator({ updatingMs: HOUR_MS });
  const via = connectionTo(cloud);
  const account = await aclPassword.locate?.(named, via);
  if (!account) throw new TypeError("the kind locates its account");
  const [old, next] = [new Secret("canary-first-1"), generate(aclPassword.rules(account))];
  await aclPassword.set(account, next, via);
  const seen = async () => [
    await aclPassword.ready?.(account, via),
    await aclPassword.check?.(account, old, via),
    await aclPassword.check?.(account, next, via),
  ];
  await expect(seen()).resolves.toEqual([false, "accepted", "refused"]);
  await cloud.settle();
  await expect(seen()).resolves.toEqual([true, "refused", "accepted"]);
  expect(cloud.logins.map(({ form }) => form)).toEqual(["one", "one", "one", "one"]);
});
