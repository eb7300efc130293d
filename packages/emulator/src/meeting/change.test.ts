import { virtualClock } from "@rekey/core/testing";
import { describe, expect, it } from "vitest";
import type { Emulator } from "../emulator.ts";
import { appLogin, NEW, OLD, say, startMeeting, tokenOf } from "./client.fixture.ts";

const MINUTES_MS = 60_000;
const ada = (emulator: Emulator) => tokenOf(appLogin(emulator, { userId: "ada-7" }));

async function change(emulator: Emulator, body: object = {}, headers = {}) {
  const full = { account: "ada@corp", oldPwd: OLD, newPwd: NEW, ...body };
  return say(emulator, "PUT /v1/usg/acs/password", { token: await ada(emulator), body: full, headers });
}

describe("a member's own change", () => {
  it("puts the new password in force, and answers without a body", async () => {
    await using emulator = await startMeeting();
    expect(await change(emulator)).toMatchObject({ status: 200, body: {} });
    expect(emulator.meeting.member("ada@corp").password.reveal()).toBe(NEW);
  });

  it("is refused within five minutes of the last one", async () => {
    const clock = virtualClock();
    await using emulator = await startMeeting({}, { clock });
    await change(emulator);
    const again = () => change(emulator, { oldPwd: NEW, newPwd: "canary-Third3" });
    expect(await again()).toMatchObject({ status: 400, code: "USG.206030011" });
    await clock.advance(5 * MINUTES_MS);
    expect(await again()).toMatchObject({ status: 200 });
  });

  it.for([
    ["too short", "Short1-", "USG.206030007"],
    ["too long", `Aa1-${"bcd".repeat(10)}`, "USG.206030007"],
    ["of one class", "abcdefghij", "USG.206030008"],
    ["with a blank", "canary New1", "USG.206030014"],
    ["the old one", OLD, "USG.206030009"],
    ["with three of the same in a row", "canary-aaa1", "USG.206030010"],
    ["with the account in it", "canary-ADA@corp1", "USG.206030012"],
    ["with its reverse in it", "canary-proc@ada1", "USG.206030012"],
    ["one character away from the old one", "canary-Old2", "USG.206030013"],
  ] as const)("is refused where the new password is %s", async ([, newPwd, code]) => {
    await using emulator = await startMeeting();
    expect(await change(emulator, { newPwd })).toMatchObject({ status: 400, code });
  });

  it("counts wrong old passwords, and then locks", async () => {
    await using emulator = await startMeeting();
    for (let tries = 0; tries < 5; tries++)
      expect(await change(emulator, { oldPwd: "canary-no" })).toMatchObject({ code: "USG.206030006" });
    expect(await change(emulator)).toMatchObject({ code: "USG.206030015" });
    expect(emulator.meeting.member("ada@corp").isLocked).toBe(true);
  });

  it("is nobody else's", async () => {
    await using emulator = await startMeeting();
    expect(await change(emulator, { account: "bob@corp" })).toMatchObject({ status: 403, code: "USG.206030016" });
  });

  it("says what is wrong in Chinese, and in English where it is asked to", async () => {
    await using emulator = await startMeeting();
    const wrong = { oldPwd: "canary-no" };
    expect((await change(emulator, wrong)).message).toBe("旧密码错误");
    expect((await change(emulator, wrong, { "accept-language": "en-US" })).message).toMatch(/^The old password/);
  });
});

describe("an administrator's reset", () => {
  const RESET = "PUT /v1/usg/acs/password/admin/reset";

  it("sends a new password to the member, and says nothing of it", async () => {
    await using emulator = await startMeeting();
    const token = await tokenOf(appLogin(emulator));
    expect(await say(emulator, RESET, { token, body: { account: "ada@corp" } })).toMatchObject({
      status: 200,
      body: {},
    });
    const [mail] = emulator.meeting.mails;
    expect(mail).toMatchObject({ to: "ada@example.com", of: "ada@corp" });
    expect(mail?.secret.reveal()).toBe(emulator.meeting.member("ada@corp").password.reveal());
  });

  it("wants an administrator, and a member", async () => {
    await using emulator = await startMeeting();
    const body = { account: "nobody@corp" };
    expect(await say(emulator, RESET, { token: await ada(emulator), body })).toMatchObject({ status: 403 });
    expect(await say(emulator, RESET, { token: await tokenOf(appLogin(emulator)), body })).toMatchObject({
      code: "USG.206030000",
    });
    expect(await say(emulator, RESET, { body })).toMatchObject({ status: 401, code: "USG.206020000" });
  });
});
