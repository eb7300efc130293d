import { expect, it } from "vitest";
import { userName } from "./user.ts";

it.for(["alice", "ci-bot_1", "Jane Doe", "093f75808b8089ba1f6dc000c7cac000"])("takes %s", (user) => {
  expect(userName.parse(user)).toBe(user);
});

it.for([
  ["nothing", undefined, "name or its id"],
  ["an empty name", "", "is named by"],
  ["a path", "../x", "is named by"],
  ["a name of 65 characters", "a".repeat(65), "is named by"],
  ["a slash", "a/b", "is named by"],
] as const)("says what is wrong with %s", ([, user, words]) => {
  expect(userName.safeParse(user).error?.message).toContain(words);
});
