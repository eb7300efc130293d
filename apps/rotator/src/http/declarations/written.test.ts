import { expect, it } from "vitest";
import { NOW } from "../ground.fixture.ts";
import { declaredJson } from "./written.ts";

const declaration = {
  name: "cache",
  owner: "acme/shop/prod/cache",
  kind: "dcs.acl-password",
  connection: "prod",
  account: { instance: "5e1", everyMs: 1 },
  rotate: { everyMs: 90_000_000 },
  deliver: [],
  graceMs: 0,
};
const declared = { uid: "uid-1", generation: 1, place: { identity: "dcs:5e1", lane: "5e1" }, declaredAt: NOW };

it("writes durations as people do, and leaves what is a kind's own alone", () => {
  expect(declaredJson({ ...declared, declaration })).toMatchObject({
    account: { instance: "5e1", everyMs: 1 },
    rotate: { every: "1d 1h" },
    grace: "0s",
  });
});

it.for([
  [{ everyMs: 43_200_000 }, "12h"],
  ["off" as const, "off"],
] as const)("writes the heartbeat %j as %s", ([heartbeat, written]) => {
  expect(declaredJson({ ...declared, declaration: { ...declaration, heartbeat } })).toMatchObject({
    heartbeat: written,
  });
});
