import { systemClock } from "@rekey/core";
import { expect, it } from "vitest";
import { type House, openHouse, OTHER } from "../house.fixture.ts";

const MINUTE_MS = 60_000;
const later = (minutes: number) => ({
  clock: { ...systemClock, now: () => new Date(Date.now() + minutes * MINUTE_MS) },
});

/** A reset whose reply was lost, of an account that somebody deleted before anybody could ask. */
async function lostForEver(): Promise<House> {
  const house = await openHouse();
  house.edit("rekey.yaml", (text) => text.replace("    region:", "    quiet: 1s\n    region:"));
  house.emulator.fault({ operation: "resetAclAccountPassWord", do: { type: "drop", when: "before" } });
  expect(await house.rotator("apply --yes --wait 0s")).toMatchObject({ exit: 1 });
  await house.emulator.removeAccount("cache-prod", "app");
  expect(await house.rotator("apply --yes --wait 0s", later(2))).toMatchObject({
    exit: 1,
    out: expect.stringMatching(/has no ACL account app[^]*changed\? +unknown/),
  });
  return house;
}

it("an account that is gone with an open question holds up no other account of its instance (law 11)", async () => {
  await using house = await lostForEver();
  house.edit("rekey.yaml", (text) => text + OTHER);
  await house.rotator("apply --yes --wait 0s", later(4));
  expect(await house.rotator("status", later(4))).toMatchObject({
    out: expect.stringMatching(/cache-app +\S+ +unknown[^]*cache-other +\S+ +stable/),
  });
});

it("an account that is gone with an open question can be forgotten, and what was held of it is still revealed", async () => {
  await using house = await lostForEver();
  const candidate = await house.withStore(async (store) =>
    (await store.find("cache-app"))?.credential.attempt?.candidate?.secret.reveal(),
  );
  house.edit("rekey.yaml", (text) => text.replace(/declarations:[^]*/, `declarations:\n${OTHER}`));
  const { exit, out } = await house.rotator("apply --yes --allow-forget", later(4));
  expect({ exit, out }).toMatchObject({ exit: 0, out: expect.stringContaining("1 rotated, 0 failed") });
  const revealed = await house.rotator("reveal cache-app --which candidate", later(4));
  expect([revealed.exit, revealed.out === candidate]).toEqual([0, true]);
});
