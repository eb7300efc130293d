import { Secret } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { connectionTo } from "../emulated.fixture.ts";
import { searchUsers } from "../members/search.ts";
import { updatePwd } from "../passwords/update.ts";
import { withMeetingAccount } from "./account.ts";
import { started } from "./started.fixture.ts";

describe("a session with an account", () => {
  const bob = { account: "bob@corp", password: new Secret("canary-Bob11") };

  it("is that member's own", async () => {
    const { emulator, clock } = await started();
    await using _ = emulator;
    const via = withMeetingAccount(connectionTo(emulator), bob, { clock });
    const newPwd = new Secret("canary-New22");
    await updatePwd(via, { account: bob.account, oldPwd: bob.password, newPwd });
    expect(emulator.meeting.member("bob@corp").password.reveal()).toBe("canary-New22");
    await via.close();
    expect(emulator.meeting.member("bob@corp").tokens).toBe(0);
  });

  it("leaves tries to its owner (law 5)", async () => {
    const { emulator, clock } = await started();
    await using _ = emulator;
    const via = withMeetingAccount(connectionTo(emulator), { ...bob, password: new Secret("canary-no") }, { clock });
    for (let calls = 0; calls < 9; calls++) await searchUsers(via).catch(() => undefined);
    expect(emulator.sends("createToken")).toBe(2);
    expect(emulator.meeting.member("bob@corp").isLocked).toBe(false);
  });
});
