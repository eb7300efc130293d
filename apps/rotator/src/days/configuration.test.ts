import { expect, it } from "vitest";
import { openHouse, OTHER } from "../house.fixture.ts";

const SAME = `  again:
    kind: dcs.acl-password
    connection: prod
    account: { instance: cache-prod, user: app }
    rotate: { every: 7d }
`;

it.for([
  [
    "malformed YAML",
    (text: string) => text.replace("{ instance: cache-prod, user: app }", "{ instance: cache-prod, user: app"),
    /a bracket above it is open\n[^]*rekey.yaml:17:5/,
  ],
  [
    "an unknown kind",
    (text: string) => text.replace("dcs.acl-password", "dcs.acl-pasword"),
    /rekey.yaml:14:11.*\n.*did you mean dcs.acl-password/,
  ],
  [
    "a missing account field",
    (text: string) => text.replace(", user: app", ""),
    /user is missing[^]*rekey.yaml:16:5, declarations.cache-app.account.user\n.*write the name of the ACL account/,
  ],
  [
    "two names for one identity",
    (text: string) => text + SAME,
    /again and cache-app \(rekey.yaml:13:3\) are the same secret/,
  ],
] as const)("%s: names the line, says that nothing was begun, and ends with 4", async ([, change, words]) => {
  await using house = await openHouse();
  house.edit("rekey.yaml", change);
  for (const command of ["validate", "plan", "apply --yes"]) {
    const { exit, err, out } = await house.rotator(command);
    expect({ exit, out }).toEqual({ exit: 4, out: "" });
    expect(err).toMatch(words);
    expect(err).toContain("Nothing was begun.");
  }
  expect(house.emulator.requests).toEqual([]);
});

it("finds one identity behind an instance's name and its id", async () => {
  await using house = await openHouse();
  const [id = ""] = Object.keys(house.emulator.addresses);
  house.edit("rekey.yaml", (text) => text + SAME.replace("instance: cache-prod", `instance: ${id}`));
  expect(await house.rotator("validate")).toMatchObject({ exit: 0 });
  const planned = await house.rotator("plan");
  expect(planned).toMatchObject({
    exit: 4,
    err: expect.stringMatching(
      /again and cache-app are the same secret[^]*where +rekey.yaml:19:3, declarations.again[^]*changed\? +no/,
    ),
  });
});

it("leaves a name to its owner", async () => {
  await using house = await openHouse();
  await house.withStore((store) =>
    store.declare(
      {
        name: "cache-app",
        owner: "acme/web/prod/cache-app",
        kind: "dcs.acl-password",
        connection: "prod",
        account: {},
        rotate: { everyMs: 1 },
        deliver: [],
        graceMs: 0,
      },
      { identity: "dcs:elsewhere/app", lane: "dcs:elsewhere" },
      new Date(),
    ),
  );
  const applied = await house.rotator("apply --yes");
  expect(applied).toMatchObject({
    exit: 4,
    err: expect.stringMatching(/cache-app belongs to acme\/web\/prod\/cache-app[^]*changed\? +no/),
  });
  expect(house.emulator.sends("resetAclAccountPassWord")).toBe(0);
});

it("says what to write where the file is not there", async () => {
  await using house = await openHouse();
  expect(await house.rotator("--config other.yaml plan")).toMatchObject({
    exit: 4,
    err: expect.stringContaining("rotator init"),
  });
});

it("reads several files as one", async () => {
  await using house = await openHouse();
  house.edit("rekey.yaml", (text) => text);
  const declarations = house.read("rekey.yaml").slice(house.read("rekey.yaml").indexOf("declarations:"));
  house.edit("rekey.yaml", (text) => text.replace(declarations, ""));
  expect(await house.rotator("validate")).toMatchObject({ out: expect.stringContaining("0 declarations") });
  const { writeFileSync } = await import("node:fs");
  writeFileSync(`${house.folder}/declarations.yaml`, declarations + OTHER);
  expect(await house.rotator("--config rekey.yaml --config declarations.yaml validate")).toMatchObject({
    exit: 0,
    out: expect.stringContaining("2 declarations"),
  });
});
