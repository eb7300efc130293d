import { expect, it } from "vitest";
import { openHouse } from "../house.fixture.ts";

const sends = "resetAclAccountPassWord";

it("begins nothing new while it is paused, says so everywhere, and goes on when it is told to", async () => {
  await using house = await openHouse();
  await house.rotator("apply --yes");
  expect(await house.rotator("pause cache-app --for 2d")).toMatchObject({
    exit: 0,
    out: expect.stringMatching(/paused until .*\ncache-app is paused until .* \(in 2d\)\..*rotator resume cache-app/),
  });
  expect((await house.rotator("status")).out).toMatch(/stable .*paused by a person/);
  expect((await house.rotator("status cache-app")).out).toMatch(/paused +until .* \(in 2d\); rotator resume cache-app/);
  expect(await house.rotator("rotate cache-app")).toMatchObject({
    exit: 0,
    out: expect.stringMatching(
      /cache-app waits: paused by a person; goes on .*\n\nRotated: 0 rotated, 0 failed, 1 for later/,
    ),
  });
  expect((await house.rotator("plan")).out).toMatch(/waits +paused by a person; goes on in 2d, or with rotator resume/);
  const status: unknown = JSON.parse((await house.rotator("status --json")).out);
  expect(status).toMatchObject({
    credentials: [{ state: "waiting", reason: "pause", pausedUntil: expect.any(String) }],
  });
  expect(house.emulator.sends(sends)).toBe(1);
  expect(await house.rotator("resume cache-app")).toMatchObject({
    exit: 0,
    out: expect.stringContaining("Resumed: 1 rotated, 0 failed."),
  });
  expect(house.emulator.sends(sends)).toBe(2);
  expect((await house.rotator("history cache-app")).out).toMatch(/rotation.resumed[^]*rotation.paused.*asked by ada/);
});

it.for([
  ["", "a pause has to end"],
  ["--for 2d --until 2099-01-01T00:00Z", "a pause has to end"],
  ["--for soon", "soon cannot be read"],
  ["--until 2026-12-24T08:00", "2026-12-24T08:00 cannot be read"],
  ["--until 2020-01-01T00:00:00Z", "over already"],
  ["--for 400d", "a year at most"],
] as const)("takes no pause that does not end, or cannot be read: %j", async ([options, words]) => {
  await using house = await openHouse();
  expect(await house.rotator(`pause cache-app ${options}`)).toMatchObject({
    exit: 4,
    err: expect.stringContaining(words),
  });
});
