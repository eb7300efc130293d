import { expect, it } from "vitest";
import { Secret } from "../../secret.ts";
import { send } from "./calls.ts";
import { sampleCloud } from "./cloud.ts";
import { sampleKinds } from "./kinds.ts";

it("has a kind of every shape", () => {
  const shapes = sampleKinds.map((kind) => ("set" in kind ? "set" : "change" in kind ? "change" : kind.secret));
  expect(new Set(shapes)).toEqual(new Set(["set", "change", "returned", "mailed"]));
  expect(sampleKinds).toHaveLength(11);
});

it("takes a new password and drops the old one", async () => {
  const cloud = sampleCloud({ ada: "canary-old" });
  await send(cloud.via, "setPassword", { params: { user: "ada" }, body: { next: new Secret("canary-new") } });
  expect(cloud.accepts("ada", new Secret("canary-new"))).toBe(true);
  expect(cloud.accepts("ada", new Secret("canary-old"))).toBe(false);
});

it("refuses a user it does not know", async () => {
  const { via } = sampleCloud();
  await expect(send(via, "showUser", { params: { user: "bob" } })).rejects.toMatchObject({ code: "ERR_REFUSED" });
});
