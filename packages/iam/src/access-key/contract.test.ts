import { kindContract, type OpenedKind } from "@rekey/core/testing";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { connectionTo, emulator } from "../emulated.fixture.ts";
import { createPermanentAccessKey } from "../keys/create.ts";
import type { IamKeyHolder } from "./account.ts";
import { accessKey } from "./kind.ts";

const DAY_MS = 86_400_000;

// The emulator's time is the machine's, so a day goes by for both at once.
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-21T12:00:00Z") }));
afterEach(() => void vi.useRealTimers());

const passes = (ms: number) => void vi.setSystemTime(Date.now() + ms);

async function open(): Promise<OpenedKind<IamKeyHolder>> {
  const cloud = await emulator({ iam: { users: [{ name: "ci" }] } });
  return {
    via: connectionTo(cloud),
    account: { user: "ci" },
    unknownAccount: { user: "nobody" },
    works: (secret) =>
      cloud.iam.user("ci").keys.some((key) => key.status === "active" && key.secret.reveal() === secret.reveal()),
    settle: () => passes(DAY_MS),
    close: () => cloud.close(),
  };
}

describe("the kind contract", () => {
  for (const { name, run } of kindContract(accessKey, open)) it(name, run);
});

it("changes over: both keys work, the old one is watched, rests for a day, and goes", async () => {
  await using cloud = await emulator({
    iam: { users: [{ name: "ci", accessKeys: [{ accessKey: "OLDKEY", secretKey: "canary-old-key" }] }] },
  });
  const [via, account] = [connectionTo(cloud), { user: cloud.iam.user("ci").id }];
  const { id = "", secret } = accessKey.read(await accessKey.reset(account, via));
  await expect(accessKey.check?.(account, secret, via, id)).resolves.toBe("accepted");
  const step = () => accessKey.retire?.(account, "OLDKEY", via);
  const old = () => cloud.iam.user("ci").keys.find(({ access }) => access === "OLDKEY");

  cloud.iam.changeKey("OLDKEY", { usedAt: new Date() });
  await expect(step()).resolves.toEqual({ againAt: new Date(Date.now() + 3_600_000) });
  expect(old()?.status).toBe("active");

  passes(3_600_000);
  await expect(step()).resolves.toEqual({ againAt: new Date(Date.now() + DAY_MS) });
  expect(old()).toMatchObject({ status: "inactive", description: expect.stringContaining("rekey: inactive since") });

  await accessKey.restore?.(account, "OLDKEY", via);
  expect(old()).toMatchObject({ status: "active", description: "" });

  await step();
  passes(DAY_MS - 1_000);
  await expect(step()).resolves.toEqual({ againAt: expect.any(Date) });
  passes(1_000);
  await expect(step()).resolves.toBe("retired");
  expect(cloud.iam.user("ci").keys.map(({ access }) => access)).toEqual([id]);
});

it("finds the orphan of a lost reply, and removes it at once", async () => {
  await using cloud = await emulator({ iam: { users: [{ name: "ci" }] } });
  const [via, account] = [connectionTo(cloud), { user: cloud.iam.user("ci").id }];
  const before = (await accessKey.before?.(account, via)) ?? {};
  await accessKey.reset(account, via);
  passes(16 * 60_000);
  const orphan = cloud.iam.user("ci").keys[0]?.access ?? "";
  await expect(accessKey.landed?.(account, before, via)).resolves.toEqual({ orphan });
  await expect(accessKey.retire?.(account, orphan, via, true)).resolves.toBe("retired");
  await expect(accessKey.landed?.(account, before, via)).resolves.toBe("no");
});

it("never deletes a key that somebody else made while a reply was lost (law 9)", async () => {
  await using cloud = await emulator({ iam: { users: [{ name: "ci" }] } });
  const [via, account] = [connectionTo(cloud), { user: cloud.iam.user("ci").id }];
  const before = (await accessKey.before?.(account, via)) ?? {};
  await createPermanentAccessKey(via, { userId: account.user, description: "by hand, while the pager rang" });
  passes(16 * 60_000);
  await expect(accessKey.landed?.(account, before, via)).resolves.toBe("unclear");
  await accessKey.reset(account, via);
  await expect(accessKey.landed?.(account, before, via)).resolves.toBe("unclear");
  expect(cloud.iam.user("ci").keys).toHaveLength(2);
});

it("lets a version that was in force rest for a day, however young it is and whatever IAM knows of its use (law 9)", async () => {
  await using cloud = await emulator({ iam: { users: [{ name: "ci" }] } });
  const [via, account] = [connectionTo(cloud), { user: cloud.iam.user("ci").id }];
  const { id = "" } = accessKey.read(await accessKey.reset(account, via));
  const step = () => accessKey.retire?.(account, id, via);
  await expect(step()).resolves.toEqual({ againAt: new Date(Date.now() + 3_600_000) });
  passes(3_600_000);
  await expect(step()).resolves.toEqual({ againAt: new Date(Date.now() + DAY_MS) });
  expect(cloud.iam.user("ci").keys.map(({ status }) => status)).toEqual(["inactive"]);
  await accessKey.restore?.(account, id, via);
  expect(cloud.iam.user("ci").keys.map(({ status }) => status)).toEqual(["active"]);
});

it("sends nothing for a third key, and says which there are", async () => {
  const accessKeys = ["ONE", "TWO"].map((name) => ({ accessKey: name, secretKey: `canary-${name}` }));
  await using cloud = await emulator({ iam: { users: [{ name: "ci", accessKeys }] } });
  const [via, account] = [connectionTo(cloud), { user: cloud.iam.user("ci").id }];
  const remedy = "delete the one that nobody uses: ONE or TWO";
  await expect(accessKey.before?.(account, via)).rejects.toMatchObject({ code: "ERR_REFUSED", details: { remedy } });
  await expect(accessKey.reset(account, via)).rejects.toMatchObject({ code: "ERR_REFUSED" });
  expect(cloud.iam.user("ci").keys).toHaveLength(2);
});
