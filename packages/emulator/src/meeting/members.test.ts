import { describe, expect, it } from "vitest";
import { appLogin, say, startMeeting, tokenOf } from "./client.fixture.ts";

describe("the members", () => {
  it.for([
    ["", ["boss@corp", "ada@corp", "bob@corp"]],
    ["?searchKey=ADA", ["ada@corp"]],
    ["?searchKey=ada-7", ["ada@corp"]],
    ["?searchKey=nobody", []],
    ["?limit=2", ["boss@corp", "ada@corp"]],
    ["?limit=2&offset=2", ["bob@corp"]],
    ["?limit=2&offset=9", ["bob@corp"]],
    ["?userType=13", ["room-3f@corp"]],
    ["?userType=2&userType=13", ["boss@corp", "ada@corp", "bob@corp", "room-3f@corp"]],
  ] as const)("are found by %s", async ([query, accounts]) => {
    await using emulator = await startMeeting();
    const token = await tokenOf(appLogin(emulator));
    const { body } = await say(emulator, `GET /v1/usg/dcs/corp/member${query}`, { token });
    expect(body["data"]).toMatchObject(accounts.map((userAccount) => ({ userAccount })));
  });

  it("are shown by account, and by third-party id where it is asked so", async () => {
    await using emulator = await startMeeting();
    const token = await tokenOf(appLogin(emulator));
    const show = (target: string) => say(emulator, `GET /v1/usg/dcs/corp/member/${target}`, { token });
    const ada = { userAccount: "ada@corp", thirdAccount: "ada-7", email: "ada@example.com", status: 0 };
    expect((await show("ada%40corp")).body).toMatchObject(ada);
    expect((await show("ada-7?accountType=1")).body).toMatchObject(ada);
    expect(await show("ada-7")).toMatchObject({ code: "USG.206030000" });
  });

  it("are asked for with documented fields alone", async () => {
    await using emulator = await startMeeting();
    const token = await tokenOf(appLogin(emulator));
    expect(await say(emulator, "GET /v1/usg/dcs/corp/member?name=ada", { token })).toMatchObject({ status: 400 });
  });
});
