import * as pulumi from "@pulumi/pulumi";
import { expect, it } from "vitest";
import { iam } from "../index.ts";

it("a program's own test needs no organization", async () => {
  const owners: unknown[] = [];
  const newResource = ({ inputs }: { readonly inputs: object }) => {
    owners.push(Reflect.get(inputs, "owner"));
    return { id: "uid-1", state: {} };
  };
  await pulumi.runtime.setMocks({ newResource, call: () => ({}) });
  const key = new iam.AccessKey("key", { connection: "prod", account: { user: "ci" }, rotate: { every: "90d" } });
  await new Promise((resolve) => void key.urn.apply(resolve));
  expect(owners).toEqual(["organization/project/stack/key"]);
});
