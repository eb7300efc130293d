import { expect, it } from "vitest";
import { openHouse } from "../house.fixture.ts";

const MEMBER = (way: string) => `  ada:
    kind: meeting.own-password
    connection: prod
    account: { account: ada@corp, clientType: 72 }
    rotate: { every: 30d }
    reconcile: ${way}
`;

it("takes an administrator's way, whose connection and account are the declaration's own where they are not written", async () => {
  await using house = await openHouse();
  house.edit("rekey.yaml", (text) => text + MEMBER("{ kind: meeting.admin-reset }"));
  expect(await house.rotator("validate")).toMatchObject({ exit: 0, err: "" });
});

it.for([
  ["another identity", "{ kind: meeting.admin-reset, account: { account: bob@corp } }", "would set another secret"],
  ["a kind that needs the old secret", "{ kind: meeting.own-password }", "needs the old secret itself"],
  ["a kind that cannot tell whose", "{ kind: dcs.acl-password }", "would set another secret, or cannot tell whose"],
  ["no kind", "{ kind: meeting.admin-rest }", "there is no kind of credential meeting.admin-rest"],
  ["no connection", "{ kind: meeting.admin-reset, connection: prd }", "there is no connection prd"],
  ["a word", "meeting.admin-reset", "reconcile"],
] as const)("refuses an administrator's way, with its place: %s", async ([, way, words]) => {
  await using house = await openHouse();
  house.edit("rekey.yaml", (text) => text + MEMBER(way));
  expect(await house.rotator("validate")).toMatchObject({
    exit: 4,
    err: expect.stringMatching(new RegExp(`${words}[^]*declarations.ada.reconcile`)),
  });
});

it("refuses one where no old secret is needed", async () => {
  await using house = await openHouse();
  house.edit("rekey.yaml", (text) => `${text}    reconcile: { kind: dcs.instance-password }\n`);
  expect(await house.rotator("validate")).toMatchObject({
    exit: 4,
    err: expect.stringContaining("dcs.acl-password needs no old secret"),
  });
});
