import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openHouse } from "../house.fixture.ts";

it("finds nothing wrong where nothing is, and changes nothing", async () => {
  await using house = await openHouse();
  await house.rotator("apply --yes");
  const { logins } = house.emulator;
  const before = logins.length;
  const { exit, out } = await house.rotator("doctor");
  expect(exit).toBe(0);
  expect(out).toMatch(
    /ok +seal key[^]*ok +store .*1 credential[^]*ok +prod clock[^]*ok +dcs calls +allowed: [^]*ok +cache-app .*answers[^]*ok +app-env .*may write in[^]*Nothing is wrong. Nothing was changed./,
  );
  expect(house.emulator.sends("resetAclAccountPassWord")).toBe(1);
  expect(logins).toHaveLength(before);
});

it("makes no store where there is none", async () => {
  await using house = await openHouse();
  expect(await house.rotator("doctor")).toMatchObject({ exit: 0, out: expect.stringContaining("there is none at") });
  expect(() => rmSync(join(house.folder, "rekey.db"))).toThrow("ENOENT");
});

it.for([
  [
    "a key that is refused",
    { env: { SK: "canary-wrong" } },
    (text: string) => text,
    /bad +cache-app .*own key or session was refused/,
  ],
  [
    "an address that may not be dialled",
    {},
    (text: string) => text.replace(/reach: .*/, "reach: []"),
    /bad +cache-app .*reach/,
  ],
  [
    "an account that is not there",
    {},
    (text: string) => text.replace("user: app", "user: nobody"),
    /bad +cache-app .*no ACL account nobody[^]*write another as `account.user`: app, other/,
  ],
  [
    "a seal key that is none",
    {},
    (text: string) => text.replace("file:seal.key", "file:rekey.yaml"),
    /bad +seal key .*holds no seal key/,
  ],
  [
    "a folder that is not there to deliver into",
    {},
    (text: string) => text.replace("/delivered/", "/nowhere/"),
    /bad +app-env .*nowhere cannot be delivered into: there is no such file[^]*make the folder/,
  ],
] as const)("names %s", async ([, given, change, words]) => {
  await using house = await openHouse();
  house.edit("rekey.yaml", change);
  const { exit, out } = await house.rotator("doctor", given);
  expect(exit).toBe(1);
  expect(out).toMatch(words);
  expect(out).toContain("1 thing to mend. Nothing was changed.");
});

it("names a permission that is missing by its action", async () => {
  await using house = await openHouse({ permissions: ["dcs:instance:*"] });
  expect(await house.rotator("doctor")).toMatchObject({
    exit: 1,
    out: expect.stringMatching(/bad +cache-app[^]*dcs:aclaccount:list/),
  });
});

it("names the permission that only a change would try", async () => {
  await using house = await openHouse();
  expect((await house.rotator("doctor")).out).toMatch(
    /note +changes +the permission to change a dcs.acl-password is not tried: dcs:aclaccount:resetPassword;/,
  );
});

it("signs in as an IAM user, and names a password that is refused, after one try", async () => {
  await using house = await openHouse({ users: [{ name: "rotator", password: "canary-rotator-1" }] });
  const { iam } = house.emulator.endpoints;
  house.edit("rekey.yaml", (text) =>
    text
      .replace(/credentials: .*/, "credentials: { iamUser: { user: rotator, account: acme, password: env:PW } }")
      .replace("endpoints: {", `endpoints: { iam: "${iam}",`),
  );
  expect(await house.rotator("doctor", { env: { PW: "canary-rotator-1" } })).toMatchObject({
    exit: 0,
    out: expect.stringMatching(/iam calls +allowed: keystoneCreateUserTokenByPassword[^]*ok +cache-app/),
  });
  const { exit, out } = await house.rotator("doctor", { env: { PW: "canary-wrong" } });
  expect([exit, out]).toEqual([1, expect.stringMatching(/bad +cache-app .*keystoneCreateUserTokenByPassword/)]);
  expect(house.emulator.sends("keystoneCreateUserTokenByPassword")).toBe(2);
});
