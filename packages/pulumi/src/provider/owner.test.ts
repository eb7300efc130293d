import { expect, it } from "vitest";
import { ownerOf } from "./owner.ts";

const whose = { organization: "acme", project: "shop", stack: "dev", parents: "", name: "cache" };

it.for([
  ["", "cache", "cache"],
  ["pulumi:pulumi:Stack", "cache", "cache"],
  ["web:Front", "cache", "web:Front$cache"],
  ["pulumi:pulumi:Stack$web:Front", "cache", "web:Front$cache"],
  ["web:index/front:Front$web:Cache", "the cache", "web:index/front:Front$web:Cache$the%20cache"],
  ["web:Frönt", "a$b", "web:Fr%C3%B6nt$a%24b"],
])("names a resource under %j called %j by %j", ([parents = "", name = "", word = ""]) => {
  expect(ownerOf({ ...whose, parents, name })).toBe(`acme/shop/dev/${word}`);
});

it("stays within what the daemon takes, however deep, and keeps parents apart", () => {
  const deep = (last: string) => ownerOf({ ...whose, parents: `${"web:Front$".repeat(30)}${last}` });
  expect(deep("web:A")).toMatch(/^acme\/shop\/dev\/[0-9a-f]{16}\$cache$/);
  expect(deep("web:A")).not.toBe(deep("web:B"));
});
