import { expect, it } from "vitest";
import { OLD, openHouse } from "../house.fixture.ts";

const accounts = (text: string) =>
  text.replace(
    "account: { instance: cache-prod, user: app }",
    "accounts: [{ instance: cache-prod, user: app }, { instance: cache-prod, user: other }]",
  );

it("takes two accounts that take turns, and shows both and whose turn it is", async () => {
  await using house = await openHouse();
  house.edit("rekey.yaml", accounts);
  expect(await house.rotator("validate")).toMatchObject({ exit: 0 });
  expect(await house.rotator("plan")).toMatchObject({
    out: expect.stringMatching(/account +instance cache-prod \(.*\), user app ⇄ other; changes user app\n/),
  });
  await house.rotator("apply --yes");
  expect(house.read("delivered/cache-app.env")).toMatch(/app/);
  expect(await house.rotator("rotate cache-app")).toMatchObject({ exit: 0 });
  expect(house.read("delivered/cache-app.env")).toMatch(/other/);
  expect(await house.rotator("status cache-app")).toMatchObject({
    out: expect.stringMatching(/account +instance .*, user app ⇄ other\n +in force +instance .*, user other\n/),
  });
  expect(await house.rotator("rollback cache-app")).toMatchObject({ exit: 0 });
  expect(house.read("delivered/cache-app.env")).toMatch(/app/);
  expect(house.emulator.sends("resetAclAccountPassWord")).toBe(2);
  house.edit("rekey.yaml", (text) => text.replace("user: other", "user: third"));
  expect(await house.rotator("plan")).toMatchObject({
    exit: expect.not.stringMatching("0"),
    err: expect.stringMatching(/cache-app was dcs:.*app ⇄ .*other and would become .*: another secret/),
  });
});

it.for([
  ["one", "accounts: [{ instance: cache-prod, user: app }]", "exactly two that take turns"],
  [
    "the same twice",
    "accounts: [{ instance: cache, user: app }, { instance: cache, user: app }]",
    "the same account as the first",
  ],
  [
    "both",
    "accounts: [{ instance: cache, user: app }, { instance: cache, user: b }]\n    account: { instance: cache, user: app }",
    "exclude each other",
  ],
  ["a wrong field", "accounts: [{ instance: cache, user: app }, { instance: cache, usr: b }]", "usr"],
] as const)("refuses accounts that cannot take turns, with their place: %s", async ([, written, words]) => {
  await using house = await openHouse();
  house.edit("rekey.yaml", (text) => text.replace("account: { instance: cache-prod, user: app }", written));
  expect(await house.rotator("validate")).toMatchObject({ exit: 4, err: expect.stringContaining(words) });
});

it("refuses an account that another declaration has, and kinds whose accounts need not or cannot take turns", async () => {
  await using house = await openHouse();
  house.edit(
    "rekey.yaml",
    (text) => `${accounts(text)}  cache-other:
    kind: dcs.acl-password
    connection: prod
    account: { instance: cache-prod, user: other }
    rotate: { every: 7d }
  key:
    kind: iam.access-key
    connection: prod
    accounts: [{ user: a }, { user: b }]
    rotate: { every: 7d }
  mailed:
    kind: meeting.admin-reset
    connection: prod
    accounts: [{ user: a }, { user: b }]
    rotate: { every: 90d }
`,
  );
  const { err } = await house.rotator("validate");
  expect(err).toMatch(/cache-other and cache-app .* are the same secret/);
  expect(err).toMatch(/need not take turns: iam.access-key keeps two versions/);
  expect(err).toMatch(/cannot take turns: what meeting.admin-reset makes goes to its recipient/);
});

it("imports the secret of the account that is named, and asks which where none is", async () => {
  await using house = await openHouse();
  house.edit("rekey.yaml", accounts);
  expect(await house.rotator("import cache-app", { stdin: OLD })).toMatchObject({
    exit: 4,
    err: expect.stringMatching(/has two accounts that take turns[^]*give --account app or --account other/),
  });
  expect(await house.rotator("import cache-app --account other", { stdin: OLD })).toMatchObject({ exit: 0 });
  expect(house.read("delivered/cache-app.env")).toMatch(/other/);
  expect(house.emulator.sends("resetAclAccountPassWord")).toBe(0);
  await house.rotator("rotate cache-app");
  expect(house.read("delivered/cache-app.env")).toMatch(/app/);
});
