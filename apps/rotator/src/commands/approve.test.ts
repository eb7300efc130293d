import type { CredentialKind, Returned } from "@rekey/core";
import { Secret } from "@rekey/core";
import { expect, it } from "vitest";
import { z } from "zod";
import { openHouse } from "../house.fixture.ts";
import { plugged } from "../setting.ts";

const screen = (): CredentialKind => {
  let resets = 0;
  const kind: Returned<{ screen: string }> = {
    name: "sample.screen",
    secret: "returned",
    account: z.strictObject({ screen: z.string() }),
    disrupts: "the screen is signed out",
    identity: ({ screen: name }) => `sample:${name}`,
    reset: async () => ({ status: 200, headers: {}, body: new Secret(`canary-code-${++resets}`) }),
    read: ({ body }) => ({ secret: body }),
  };
  return kind;
};

const ROOM = `  room-3f:
    kind: sample.screen
    connection: prod
    account: { screen: room }
    rotate: { every: 30d }
`;

/** A house in which one thing is declared: a screen. */
async function openRoom(more = "") {
  const house = await openHouse({ plugged: { kinds: [...plugged.kinds, screen()] } });
  house.edit("rekey.yaml", (text) => text.slice(0, text.indexOf("  cache-app:")) + ROOM + more);
  return house;
}

it("shows the step that waits, and begins it when somebody says yes", async () => {
  await using house = await openRoom();
  expect(await house.rotator("plan")).toMatchObject({
    out: expect.stringMatching(
      /! rotate +→ v1[^]*disturbs +the screen is signed out\n[^]*waits +for approval: rotator approve room-3f[^]*1 waiting for a person/,
    ),
  });
  expect(await house.rotator("apply --yes")).toMatchObject({
    exit: 3,
    out: expect.stringMatching(/waits for approval: the screen is signed out[^]*1 waits for a person/),
  });
  expect(await house.rotator("status")).toMatchObject({
    exit: 3,
    out: expect.stringMatching(/waiting .* on approval/),
  });
  expect(await house.rotator("status room-3f")).toMatchObject({
    out: expect.stringMatching(/Approved +False +Asked: waits for approval/),
  });
  const said = await house.rotator("approve room-3f", { isTTY: true, stdin: "yes\n" });
  expect(said).toMatchObject({
    exit: 0,
    out: expect.stringMatching(/rotate +→ v1[^]*Approve this\?[^]*Approved: 1 rotated, 0 failed/),
  });
  expect(await house.rotator("history room-3f")).toMatchObject({
    out: expect.stringMatching(/approval.given +v1 approved, to be begun until .*, asked by ada/),
  });
  expect(await house.rotator("status room-3f")).toMatchObject({
    exit: 0,
    out: expect.stringMatching(/Approved +Unknown +NotAsked/),
  });
});

it("begins nothing unless somebody says yes, and wants --yes where nobody can be asked", async () => {
  await using house = await openRoom();
  await house.rotator("apply --yes");
  const no = await house.rotator("approve room-3f", { isTTY: true, stdin: "no\n" });
  expect(no).toMatchObject({ exit: 1, err: expect.stringContaining("not approved") });
  expect(await house.rotator("approve room-3f")).toMatchObject({ exit: 4, err: expect.stringContaining("--yes") });
  expect(await house.rotator("approve room-3f --yes")).toMatchObject({ exit: 0 });
  expect(await house.rotator("approve room-3f --yes")).toMatchObject({
    exit: 1,
    err: expect.stringContaining("nothing of room-3f waits for approval"),
  });
});

it("asks nobody where the declaration says so, and says that out loud", async () => {
  await using house = await openRoom("    approval: auto\n");
  expect(await house.rotator("plan")).toMatchObject({
    out: expect.stringContaining("the screen is signed out; nobody is asked (approval: auto)"),
  });
  expect(await house.rotator("apply --yes")).toMatchObject({ exit: 0 });
  expect(await house.rotator("status room-3f")).toMatchObject({
    out: expect.stringMatching(/Approved +True +Auto: nobody is asked/),
  });
  house.edit("rekey.yaml", (text) => text.replace("approval: auto", "approval: person"));
  expect(await house.rotator("plan")).toMatchObject({ out: expect.stringContaining("approval auto → by a person") });
});

it("refuses the word where nobody is disturbed", async () => {
  await using house = await openHouse();
  house.edit("rekey.yaml", (text) => `${text}    approval: auto\n`);
  expect(await house.rotator("validate")).toMatchObject({
    exit: 4,
    err: expect.stringContaining("approval has nothing to do here: dcs.acl-password disturbs nobody"),
  });
});
