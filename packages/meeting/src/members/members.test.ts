import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { cloud, sentBy } from "../cloud.fixture.ts";
import { findDevice, findPerson } from "./find.ts";
import { searchUsers } from "./search.ts";
import { showUserDetail } from "./show.ts";

const ada = {
  id: "ff808081699b56cb0169be103500012b",
  userAccount: "ada@corp",
  name: "Ada",
  englishName: "Ada",
  phone: "+8617300000000",
  country: "chinaPR",
  email: "ada@example.com",
  userType: 2,
  adminType: 2,
  status: 0,
  thirdAccount: "ada-7",
  activeTime: 1600000000000,
  sortLevel: 10000,
  vmrId: null,
};
const page = (...data: object[]) => ({ offset: 0, limit: 10, count: data.length, data });

describe("searchUsers", () => {
  it("sends the documented query", async () => {
    const connection = cloud({ searchUsers: page(ada) });
    await searchUsers(connection, { searchKey: "ada", userType: [12, 13], limit: 5, containsUnActive: true });
    expect(sentBy(connection)).toMatchObject({
      method: "GET",
      path: "/v1/usg/dcs/corp/member",
      query: { searchKey: "ada", userType: ["12", "13"], limit: 5, containsUnActive: true },
      repeat: "safe",
    });
  });

  it("reads what is known, and hides an activation code (law 10)", async () => {
    const device = { ...ada, userType: 13, activeCode: "canary-08535646662" };
    const found = await searchUsers(cloud({ searchUsers: page(ada, device) }));
    expect(found).toMatchObject({
      count: 2,
      users: [{ userAccount: "ada@corp", thirdAccount: "ada-7", email: ada.email }, {}],
    });
    expect(found.users[1]?.activeCode?.reveal()).toBe("canary-08535646662");
    expect(inspect(found, { depth: null })).not.toContain("canary-");
  });

  it("takes a page without members for an empty one", async () => {
    await expect(searchUsers(cloud({ searchUsers: { count: 0 } }))).resolves.toEqual({ count: 0, users: [] });
  });

  it("says that reading failed where the reply is something else, and that nothing was changed", async () => {
    const asked = searchUsers(cloud({ searchUsers: { data: [{ name: "canary-no-account" }] } }));
    await expect(asked).rejects.toMatchObject({ code: "ERR_UNAVAILABLE", details: { operation: "searchUsers" } });
    await expect(asked).rejects.not.toThrow("canary-");
  });
});

describe("showUserDetail", () => {
  it.for([
    [{ account: "ada@corp" }, {}],
    [{ account: "ada-7", accountType: 1 }, { accountType: 1 }],
  ] as const)("shows %o", async ([asked, query]) => {
    const connection = cloud({ showUserDetail: ada });
    await expect(showUserDetail(connection, asked)).resolves.toMatchObject({ userAccount: "ada@corp", status: 0 });
    expect(sentBy(connection)).toMatchObject({
      method: "GET",
      path: "/v1/usg/dcs/corp/member/{account}",
      params: { account: asked.account },
      query,
      repeat: "safe",
    });
  });
});

describe("a member", () => {
  it("is found by its whole account, in any case, past those whose accounts hold it", async () => {
    const connection = cloud({ searchUsers: page({ ...ada, userAccount: "not-ada@corp" }, ada) });
    await expect(findPerson(connection, "ADA@corp")).resolves.toMatchObject({ userAccount: "ada@corp" });
    expect(sentBy(connection).query).toMatchObject({ searchKey: "ADA@corp", userType: ["2"] });
  });

  it("is looked for on every page", async () => {
    const others = Array.from({ length: 100 }, (_, at) => ({ ...ada, userAccount: `ada@corp${at}` }));
    const answer = ({ query }: { query: { offset: number } }) =>
      query.offset === 0 ? { count: 101, data: others } : { count: 101, data: [ada] };
    const connection = cloud({ searchUsers: answer });
    await expect(findPerson(connection, "ada@corp")).resolves.toMatchObject({ userAccount: "ada@corp" });
    expect(connection.calls).toHaveLength(2);
  });

  it("that is nobody is refused, and not looked for without end", async () => {
    const connection = cloud({ searchUsers: { count: 1_000_000, data: [{ ...ada, userAccount: "other" }] } });
    await expect(findPerson(connection, "ada@corp")).rejects.toMatchObject({
      code: "ERR_DECLARATION",
      message: "this enterprise has no member ada@corp",
    });
    expect(connection.calls.length).toBe(100);
  });

  it("that is a device is looked for among devices, those too that wait for their activation", async () => {
    const connection = cloud({ searchUsers: page({ ...ada, userType: 13 }) });
    await findDevice(connection, "ada@corp");
    expect(sentBy(connection).query).toMatchObject({ userType: ["12", "13", "14"], containsUnActive: true });
  });
});
