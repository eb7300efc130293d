import { expect, it } from "vitest";
import { dcsResults, resultOf } from "./results.ts";

it("lists every documented word of the four operations, with its page", () => {
  const listed = dcsResults.flatMap(({ operations, field, value, means }) =>
    operations.map((operation) => `${operation} ${field} ${value}: ${means}`),
  );
  expect(listed.toSorted()).toEqual(
    ["resetAclAccountPassWord", "resetPassword"]
      .flatMap((operation) => [`${operation} code 1: done`, `${operation} code 3: locked`])
      .concat(
        ["updateAclAccountPassWord", "updatePassword"].flatMap((operation) => [
          `${operation} result failed: unknown`,
          `${operation} result locked: locked`,
          `${operation} result passwordFailed: drifted`,
          `${operation} result success: done`,
        ]),
      ),
  );
  for (const { source } of dcsResults) expect(source).toMatch(/^https:/);
});

it("knows no word of another operation, and no other word (law 14)", () => {
  expect(resultOf("resetPassword", "success")).toBe("unknown");
  expect(resultOf("updatePassword", "1")).toBe("unknown");
  expect(resultOf(undefined, "1")).toBe("unknown");
  expect(resultOf("resetPassword", "2")).toBe("unknown");
});
