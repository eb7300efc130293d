import { Secret } from "@rekey/core";
import { kindContract, type OpenedKind } from "@rekey/core/testing";
import { describe, expect, it } from "vitest";
import { createAclAccount, deleteAclAccount, listAclAccounts, updatePassword } from "../index.ts";
import { connectionTo, emulator } from "../emulated.fixture.ts";
import { type InstanceOwn, instancePassword } from "./kind.ts";

const FIRST = new Secret("canary-own-First-1");
const NEXT = new Secret("canary-own-Next-2");
const named = { instance: "cache-prod" };

describe.for([
  ["plain, before a real Redis", {}, "auto"],
  ["TLS", { tls: true, reports: { domainName: "localhost" } }, "small"],
] as const)("the kind contract, with logins over %s", ([, instance, dataPlane]) => {
  async function open(): Promise<OpenedKind<InstanceOwn>> {
    const cloud = await emulator(instance, dataPlane);
    return {
      via: connectionTo(cloud),
      account: named,
      unknownAccount: { instance: "cache-nowhere" },
      current: FIRST,
      works: (secret) => cloud.account("cache-prod", "default").password.reveal() === secret.reveal(),
      settle: () => cloud.settle(),
      close: () => cloud.close(),
    };
  }
  for (const { name, run } of kindContract(instancePassword, open)) it(name, run);
});

it("is decided by the login where the instance restarts and goes back to the old password", async () => {
  await using cloud = await emulator();
  const via = connectionTo(cloud);
  const account = (await instancePassword.locate?.(named, via)) ?? named;
  const seen = async () => [
    await instancePassword.ready?.(account, via),
    await instancePassword.check?.(account, FIRST, via),
    await instancePassword.check?.(account, NEXT, via),
  ];
  await instancePassword.set(account, NEXT, via);
  await expect(seen()).resolves.toEqual([true, "refused", "accepted"]);
  await cloud.setPassword("cache-prod", "default", FIRST);
  cloud.setInstanceStatus("cache-prod", "RESTARTING");
  await expect(instancePassword.ready?.(account, via)).resolves.toBe(false);
  cloud.setInstanceStatus("cache-prod", "RUNNING");
  await expect(seen()).resolves.toEqual([true, "accepted", "refused"]);
});

it("leaves room for accounts that are made and deleted, and a change by who knows the old password", async () => {
  await using cloud = await emulator();
  const via = connectionTo(cloud);
  const { instance: instanceId } = (await instancePassword.locate?.(named, via)) ?? named;
  await createAclAccount(via, { instanceId, accountName: "other", accountRole: "read", accountPassword: NEXT });
  const { accounts } = await listAclAccounts(via, { instanceId });
  const made = accounts.find(({ accountName }) => accountName === "other");
  expect(made).toMatchObject({ accountRole: "read", status: "AVAILABLE" });
  await deleteAclAccount(via, { instanceId, accountId: made?.accountId ?? "" });
  expect((await listAclAccounts(via, { instanceId })).accounts).toHaveLength(accounts.length - 1);
  await updatePassword(via, { instanceId, oldPassword: FIRST, newPassword: NEXT });
  await expect(instancePassword.check?.({ instance: instanceId }, NEXT, via)).resolves.toBe("accepted");
});
