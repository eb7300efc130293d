import { virtualClock } from "@rekey/core/testing";
import { describe, expect, it } from "vitest";
import { appLogin, say, startMeeting, tokenOf } from "./client.fixture.ts";

const VISION = "/v1/usg/dcs/corp/vision/activecode";
const RESET = `PUT ${VISION}/room-3f%40corp/reset`;

describe("a screen's activation code", () => {
  it("is a text with a zero before it, and signs the device out", async () => {
    await using emulator = await startMeeting();
    const token = await tokenOf(appLogin(emulator));
    const { body } = await say(emulator, RESET, { token, body: {} });
    const { code, isBound } = emulator.meeting.screen("room-3f@corp");
    expect([body["activeCode"], isBound]).toEqual([code.reveal(), false]);
    expect(code.reveal()).toMatch(/^0\d{10}$/);
    expect(emulator.meeting.mails).toEqual([]);
  });

  it("is reset without a body too, and sent where it is told to", async () => {
    await using emulator = await startMeeting();
    const token = await tokenOf(appLogin(emulator));
    expect(await say(emulator, RESET, { token })).toMatchObject({ status: 200 });
    const to = { country: "chinaPR", emailAddr: "room@example.com", smsNumber: "+8617300000000" };
    await say(emulator, RESET, { token, body: to });
    expect(emulator.meeting.mails.map((mail) => mail.to)).toEqual(["room@example.com", "+8617300000000"]);
  });

  it.for([
    ["a number without its country", RESET, { smsNumber: "+8617300000000" }, 400],
    ["a number that is none", RESET, { smsNumber: "x", country: "chinaPR" }, 400],
    ["an account that is no screen's", `PUT ${VISION}/ada%40corp/reset`, {}, 400],
    ["the method of the page's sample", `POST ${VISION}/room-3f%40corp/reset`, {}, 404],
  ] as const)("is not reset for %s", async ([, line, body, status]) => {
    await using emulator = await startMeeting();
    expect(await say(emulator, line, { token: await tokenOf(appLogin(emulator)), body })).toMatchObject({ status });
  });

  it("is listed while no device has it, masked where samples are", async () => {
    await using emulator = await startMeeting({ masksCodes: true });
    const token = await tokenOf(appLogin(emulator));
    const list = () => say(emulator, `GET ${VISION}?searchKey=Room`, { token });
    expect((await list()).body).toMatchObject({ count: 0, data: [] });
    await say(emulator, RESET, { token });
    expect((await list()).body).toMatchObject({
      data: [{ devName: "Room 3F", activeCode: expect.stringContaining("*") }],
    });
  });
});

describe("a terminal's activation code", () => {
  const line = "POST /v1/usg/dcs/corp/device/SN_1/activecode";
  const body = { emailAddr: "room@example.com" };

  it("goes to a person five times in 24 hours", async () => {
    const clock = virtualClock();
    await using emulator = await startMeeting({}, { clock });
    const token = await tokenOf(appLogin(emulator));
    for (let resets = 0; resets < 5; resets++)
      expect(await say(emulator, line, { token, body })).toMatchObject({ status: 200, body: {} });
    expect(await say(emulator, line, { token, body })).toMatchObject({ status: 400 });
    expect(emulator.meeting.mails).toHaveLength(5);
    await clock.advance(86_400_000);
    expect(await say(emulator, line, { token: await tokenOf(appLogin(emulator)), body })).toMatchObject({
      status: 200,
    });
  });

  it("wants somebody to send it to, and a terminal", async () => {
    await using emulator = await startMeeting();
    const token = await tokenOf(appLogin(emulator));
    expect(await say(emulator, line, { token, body: {} })).toMatchObject({ code: "USG.200000003" });
    expect(await say(emulator, line.replace("SN_1", "SN_2"), { token, body })).toMatchObject({ code: "USG.201050012" });
  });
});
