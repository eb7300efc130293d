import { expect, it } from "vitest";
import { BOOTSTRAP } from "./bootstrap.ts";

it("is byte for byte what stands in every state", () => {
  expect(BOOTSTRAP).toMatchInlineSnapshot(`
    "// @rekey/pulumi v1
    exports.handler = () => {
      const it = import("@rekey/pulumi/provider").then((m) => m.provider(), (e) => {
        throw new Error("@rekey/pulumi cannot be loaded from " + process.cwd() + ": add it to the program's dependencies (refresh and destroy need it too). Cause: " + e.message);
      });
      const call = (m) => (...a) => it.then((p) => p[m](...a));
      return Object.fromEntries(["configure", "check", "diff", "create", "read", "update", "delete"].map((m) => [m, call(m)]));
    };
    "
  `);
});

it("is short, because Pulumi writes it twice a resource at every step", () => {
  expect(BOOTSTRAP.length).toBeLessThan(700);
});
