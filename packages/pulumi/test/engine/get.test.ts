import { expect, it, vi } from "vitest";
import { stackOf } from "./program.fixture.ts";

// Each operation starts two processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const GET = `
import * as pulumi from "@pulumi/pulumi";
import * as rekey from "@rekey/pulumi";

const got = rekey.dcs.AclPassword.get("got", new pulumi.Config("try").require("id"));
export const { name, account, generation } = got;
`;

const body = { kind: "dcs.acl-password", owner: "file", account: { instance: "cache-prod", user: "app" } };

it("reads one that exists by its id or its name, and destroy leaves it alone", async () => {
  await using world = await stackOf(GET);
  const { stack, daemon } = world;
  daemon.declared.put({ name: "cache", uid: undefined }, body);
  for (const id of ["uid-1", "cache"]) {
    stack.options = { ...stack.options, config: { "try:id": id } };
    const outputs = { name: "cache", account: body.account, generation: 1 };
    await expect(stack.up()).resolves.toMatchObject({ steps: ["read got"], errors: [], outputs });
  }
  await stack.destroy();
  expect(daemon.declared.rows.get("cache")?.body["owner"]).toBe("file");
});

it("fails where there is none", async () => {
  await using world = await stackOf(GET);
  world.stack.options = { ...world.stack.options, config: { "try:id": "uid-9" } };
  const { errors } = await world.stack.up();
  expect(errors.join()).toContain("the daemon has no declaration of the id or the name uid-9");
});
