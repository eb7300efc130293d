import { expect, it } from "vitest";
import { aclAccountName } from "./account.ts";

it.for([
  { instance: "5e1d0c40-8a52-4f7e-9d7b-2c1f6a3b9e10", user: "app" },
  { instance: "cache-prod", user: "App_1-x" },
  { instance: "cache-prod", user: "app", login: "two-argument" },
])("takes %o", (account) => {
  expect(aclAccountName.parse(account)).toEqual(account);
});

it.for([
  ["no instance", { user: "app" }, "instance's id or its name"],
  ["an instance that could leave its path", { instance: "../x", user: "app" }, "4 to 64"],
  ["no user", { instance: "cache-prod" }, "name of the ACL account"],
  ["a user with a colon", { instance: "cache-prod", user: "app:1" }, "starts with a letter"],
  ["a user of 65 characters", { instance: "cache-prod", user: "a".repeat(65) }, "1 to 64"],
  ["another form of login", { instance: "cache-prod", user: "app", login: "hello" }, "two-argument"],
  ["a field that it does not know", { instance: "cache-prod", user: "app", host: "10.0.0.1" }, "host"],
] as const)("says what is wrong with %s", ([, account, words]) => {
  expect(aclAccountName.safeParse(account).error?.message).toContain(words);
});
