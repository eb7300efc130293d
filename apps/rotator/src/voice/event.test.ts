import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { eventNames } from "./event.ts";

it("docs/events.md has one line for each event, and for no other", () => {
  const page = readFileSync(new URL("../../../../docs/events.md", import.meta.url), "utf8");
  const listed = [...page.matchAll(/^\| `([a-z.]+)` \| \S/gm)].map(([, name = ""]) => name);
  expect(listed.toSorted()).toEqual([...eventNames()].toSorted());
  expect(new Set(listed).size).toBe(listed.length);
});
