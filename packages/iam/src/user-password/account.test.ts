import { expect, it } from "vitest";
import { iamUserName } from "./account.ts";

it("takes a user and nothing else", () => {
  expect(iamUserName.parse({ user: "alice" })).toEqual({ user: "alice" });
  expect(iamUserName.safeParse({ user: "alice", password: "x" }).error?.message).toContain("password");
});
