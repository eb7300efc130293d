import { expect, it } from "vitest";
import { refusalOf } from "./refusal.ts";

it("says nothing that a terminal would obey", () => {
  const { message } = refusalOf(409, { title: "no\u001B[2J\r", detail: "\u202Eno", remedy: "a\nb" });
  expect(message).toBe("no\uFFFD[2J\uFFFD; \uFFFDno; a\uFFFDb");
});
