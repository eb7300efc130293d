import { type CredentialKind, type Returned, Secret } from "@rekey/core";
import { expect, it } from "vitest";
import { z } from "zod";
import { openHouse } from "../house.fixture.ts";
import { plugged } from "../setting.ts";

/** A kind whose versions live side by side; `working` are those that log in. */
function badges(working: Set<string>): CredentialKind {
  let made = 0;
  const kind: Returned<{ door: string }> = {
    name: "sample.badge",
    secret: "returned",
    account: z.strictObject({ door: z.string() }),
    identity: ({ door }) => `sample:${door}`,
    async reset() {
      working.add(`badge-${++made}`);
      return { status: 200, headers: {}, body: new Secret(`canary-badge-${made}`) };
    },
    read: ({ body }) => ({ secret: body, id: body.reveal().slice("canary-".length) }),
    async retire(_, id) {
      working.delete(id);
      return "retired";
    },
    restore: async (_, id) => void working.add(id),
  };
  return kind;
}

const DOOR = `  door:
    kind: sample.badge
    connection: prod
    account: { door: front }
    rotate: { every: 30d }
    deliver: [app-env]
`;

async function openDoor(grace: string) {
  const working = new Set<string>();
  const house = await openHouse({ plugged: { kinds: [...plugged.kinds, badges(working)] } });
  const only = (text: string) => `${text.slice(0, text.indexOf("  cache-app:"))}${DOOR}    grace: ${grace}\n`;
  house.edit("rekey.yaml", only);
  await house.rotator("apply --yes");
  return { ...house, working, [Symbol.asyncDispose]: () => house[Symbol.asyncDispose]() };
}

it("goes back to the previous secret under a new number, and delivers it (law 8)", async () => {
  await using house = await openDoor("1h");
  await house.rotator("rotate door");
  expect(house.read("delivered/door.env")).toContain("canary-badge-2");
  expect(await house.rotator("rollback door")).toMatchObject({
    exit: 0,
    out: expect.stringMatching(/door: v3 restored[^]*v3 delivered to app-env[^]*Rolled back: 1 settled, 0 failed/),
  });
  expect(house.read("delivered/door.env")).toContain("canary-badge-1");
  expect(await house.rotator("rollback door --json")).toMatchObject({
    exit: 0,
    out: expect.stringMatching(/"formatVersion": ?"1"[^]*"outcome": ?"done"[^]*"version": ?4/),
  });
  expect([...house.working]).toEqual(["badge-1", "badge-2"]);
});

it("says that the previous version is withdrawn, and loses nothing", async () => {
  await using house = await openDoor("0s");
  await house.rotator("rotate door");
  const { exit, out } = await house.rotator("rollback door");
  expect({ exit, out }).toMatchObject({
    exit: 1,
    out: expect.stringMatching(/nothing is valid beside v2: what was before it is withdrawn/),
  });
  expect(house.read("delivered/door.env")).toContain("canary-badge-2");
});

it("says of a kind that keeps one version that there is no way back", async () => {
  await using house = await openHouse();
  await house.rotator("apply --yes");
  await house.rotator("rotate cache-app");
  expect(await house.rotator("rollback cache-app")).toMatchObject({
    exit: 1,
    out: expect.stringContaining("dcs.acl-password keeps one version: what was before v2 stopped working with it"),
  });
});

it("knows no name that is not declared", async () => {
  await using house = await openHouse();
  await house.rotator("apply --yes");
  expect(await house.rotator("rollback cache-ap")).toMatchObject({
    exit: 4,
    err: expect.stringContaining("did you mean cache-app?"),
  });
});
