import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { cloud, reply, sentBy } from "../cloud.fixture.ts";
import { notify } from "./notify.ts";
import { resetActivecode } from "./terminal.ts";
import { readActiveCode, resetVisionActiveCode, searchVisionActiveCode } from "./vision.ts";

const to = { country: "chinaPR", emailAddr: "email@huawei.com", smsNumber: "+8617300009092" };

describe("resetVisionActiveCode", () => {
  it("sends the documented request, with PUT as the page's table says and not POST as its sample does", async () => {
    const connection = cloud({ resetVisionActiveCode: { activeCode: "08535646662" } });
    const answer = await resetVisionActiveCode(connection, { account: "test_account", ...to });
    expect(sentBy(connection)).toMatchObject({
      method: "PUT",
      path: "/v1/usg/dcs/corp/vision/activecode/{account}/reset",
      params: { account: "test_account" },
      body: to,
      repeat: "never",
    });
    expect(readActiveCode(answer).reveal()).toBe("08535646662");
    expect(inspect(answer, { depth: null })).not.toContain("08535646662");
  });

  it("tells nobody where nobody is named", async () => {
    const connection = cloud({ resetVisionActiveCode: {} });
    await resetVisionActiveCode(connection, { account: "test_account" });
    expect(sentBy(connection).body).toEqual({});
  });

  it.for(["{}", '{"activeCode":""}', '{"activeCode":8535646662}', "<html>"])("makes no code of %s", (body) => {
    expect(() => readActiveCode(reply(body))).toThrow(expect.objectContaining({ code: "ERR_OUTCOME_UNKNOWN" }));
  });
});

describe("searchVisionActiveCode", () => {
  it("sends the documented query, and hides the codes (law 10)", async () => {
    const row = {
      id: "6d35397d67504dd1b7e1766a25f1be12",
      activeCode: "canary-08535646662",
      devName: "Room",
      expireDate: 1595211632000,
    };
    const connection = cloud({ searchVisionActiveCode: { offset: 0, limit: 10, count: 1, data: [row] } });
    const found = await searchVisionActiveCode(connection, { searchKey: "Room", devType: "idea-hub" });
    expect(sentBy(connection)).toMatchObject({
      method: "GET",
      path: "/v1/usg/dcs/corp/vision/activecode",
      query: { searchKey: "Room", devType: "idea-hub" },
      repeat: "safe",
    });
    expect(found).toMatchObject({ count: 1, codes: [{ id: row.id, devName: "Room", expireDate: row.expireDate }] });
    expect(found.codes[0]?.activeCode?.reveal()).toBe("canary-08535646662");
    expect(inspect(found, { depth: null })).not.toContain("canary-");
  });
});

describe("resetActivecode", () => {
  it("sends the documented request, and looks at nothing in the reply", async () => {
    const connection = cloud({ resetActivecode: "" });
    await expect(resetActivecode(connection, { sn: "2102359845", ...to })).resolves.toBeUndefined();
    expect(sentBy(connection)).toMatchObject({
      method: "POST",
      path: "/v1/usg/dcs/corp/device/{sn}/activecode",
      params: { sn: "2102359845" },
      body: to,
      repeat: "never",
    });
  });
});

describe("whom a code is sent to", () => {
  it.for([{ emailAddr: "room@example.com" }, { smsNumber: "+8617300009092", country: "chinaPR" }, to])(
    "may be %o",
    (one) => {
      expect(notify.parse(one)).toEqual(one);
    },
  );

  it.for([
    [{}, "say a mail address or a number"],
    [{ country: "chinaPR" }, "say a mail address or a number"],
    [{ smsNumber: "+8617300009092" }, "a number wants its country"],
    [{ smsNumber: "173****9092", country: "chinaPR" }, "write digits"],
    [{ emailAddr: "room" }, "write a mail address"],
    [{ emailAddr: "room@example.com", fax: "1" }, "fax"],
  ] as const)("is not %o: %s", ([one, words]) => {
    expect(notify.safeParse(one).error?.message).toContain(words);
  });
});
