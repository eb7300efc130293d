import { expect, it } from "vitest";
import { UNKNOWN } from "../schema/unknown.ts";
import { Names } from "./names.ts";

const FRONT = { name: "cache", owner: "acme/shop/dev/web:Front$cache", kind: "dcs.acl-password" };

it("lets a resource be looked at as often as Pulumi likes", () => {
  const names = new Names();
  expect([FRONT, FRONT].flatMap((one) => names.take(one))).toEqual([]);
});

it.for([
  ["under another component", { owner: "acme/shop/dev/web:Back$cache" }],
  ["of another kind", { kind: "dcs.instance-password" }],
  ["of another name that declares the same", { owner: "acme/shop/dev/second" }],
])("refuses a resource %s, and says whose the name is", ([, other]) => {
  const names = new Names();
  names.take(FRONT);
  const told = names.take({ ...FRONT, ...Object(other) });
  expect(told).toEqual([
    {
      property: "name",
      reason: expect.stringContaining("dcs.acl-password acme/shop/dev/web:Front$cache declares it too"),
    },
  ]);
  expect(names.take({ ...FRONT, ...Object(other), name: "cache-two" })).toEqual([]);
});

it("says nothing of names that are not known yet", () => {
  const names = new Names();
  names.take({ ...FRONT, name: UNKNOWN });
  expect(names.take({ ...FRONT, owner: "acme/shop/dev/b", name: UNKNOWN })).toEqual([]);
});
