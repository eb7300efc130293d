import { type Call, type Connection, CredentialError, Secret } from "@rekey/core";
import { virtualClock } from "@rekey/core/testing";
import { describe, expect, it } from "vitest";
import { cloud } from "../cloud.fixture.ts";
import { APP } from "../emulated.fixture.ts";
import { searchUsers } from "../members/search.ts";
import { updatePwd } from "../passwords/update.ts";
import { withMeetingApp } from "./app.ts";
import { started } from "./started.fixture.ts";

describe("the signature of a login", () => {
  it("lapses after fifteen minutes of Meeting's time, as far as it is known", async () => {
    const clock = virtualClock();
    const base: Connection & { skewMs: number } = { ...cloud({}), skewMs: 60_000 };
    const bodies: Call["body"][] = [];
    base.send = async ({ body }) => {
      bodies.push(body);
      throw new CredentialError("ERR_UNAVAILABLE", "enough");
    };
    const via = withMeetingApp(base, APP, { clock });
    await searchUsers(via).catch(() => undefined);
    expect(via.skewMs).toBe(60_000);
    expect(bodies).toMatchObject([{ expireTime: clock.now().getTime() / 1000 + 16 * 60 }]);
  });
});

describe("a session as one member", () => {
  const [oldPwd, newPwd] = [new Secret("canary-Old1"), new Secret("canary-New22")];

  it("is for one change: it signs out behind it", async () => {
    const { emulator, via } = await started();
    await using _ = emulator;
    await updatePwd(via.as("ada-7"), { account: "Ada@corp", oldPwd, newPwd });
    await via.close();
    expect(emulator.meeting.member("Ada@corp")).toMatchObject({ tokens: 0 });
    expect(emulator.meeting.member("Ada@corp").password.reveal()).toBe(newPwd.reveal());
    expect(emulator.sends("deleteToken")).toBe(1);
  });

  it("signs out behind a change that failed too, and says how it failed", async () => {
    const { emulator, via } = await started();
    await using _ = emulator;
    emulator.fault({ operation: "updatePwd", do: { type: "drop", when: "after" } });
    const changing = updatePwd(via.as("ada-7"), { account: "Ada@corp", oldPwd, newPwd });
    await expect(changing).rejects.toMatchObject({ code: "ERR_OUTCOME_UNKNOWN" });
    await via.close();
    expect(emulator.meeting.member("Ada@corp").tokens).toBe(0);
  });

  it("succeeds although signing out fails", async () => {
    const { emulator, via } = await started();
    await using _ = emulator;
    emulator.fault({ operation: "deleteToken", do: { type: "reset", when: "before" } });
    await expect(updatePwd(via.as("ada-7"), { account: "Ada@corp", oldPwd, newPwd })).resolves.toBeUndefined();
    await via.close();
  });

  it("is nobody's without an id, which would be the administrator's", async () => {
    expect(() => withMeetingApp(cloud({}), APP).as("")).toThrow(expect.objectContaining({ code: "ERR_DECLARATION" }));
  });
});
