import { kindContract, type OpenedKind } from "@rekey/core/testing";
import { describe, expect, it } from "vitest";
import { connectionTo, emulator } from "../emulated.fixture.ts";
import type { DesktopUserName } from "./account.ts";
import { randomPassword } from "./kind.ts";

describe.for([
  ["an administrator's user", { activeType: "ADMIN_ACTIVATE" }, {}, []],
  ["one that is told", { activeType: "USER_ACTIVATE" }, { notify: ["email", "phone"] }, ["email", "phone"]],
] as const)("the kind contract, for %s", ([, user, more, notices]) => {
  async function open(): Promise<OpenedKind<DesktopUserName>> {
    const cloud = await emulator({ workspace: { users: [{ name: "desk1", password: "canary-desk-1", ...user }] } });
    return {
      via: connectionTo(cloud),
      account: { user: "desk1", ...("notify" in more && { notify: [...more.notify] }) },
      unknownAccount: { user: "nobody" },
      works: (secret) => cloud.workspace.user("desk1").password.reveal() === secret.reveal(),
      close: () => cloud.close(),
    };
  }
  for (const { name, run } of kindContract(randomPassword, open)) it(name, run);

  it("tells nobody who was not asked to be told", async () => {
    const opened = await open();
    const account = (await randomPassword.locate?.(opened.account, opened.via)) ?? opened.account;
    await using cloud = await emulator({ workspace: { users: [{ name: "desk1", ...user }] } });
    await randomPassword.reset(account, connectionTo(cloud));
    await opened.close?.();
    expect(cloud.workspace.user("desk1").notices).toEqual(notices);
  });
});
