import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { kinds } from "../apps/rotator/src/kinds.ts";
import { undocumented, withTable } from "../tools/kinds.ts";
import { pulumiFiles } from "../tools/pulumi/written.ts";

const root = join(import.meta.dirname, "..");

it("every kind has its page under docs/kinds", () => {
  expect(undocumented(root, kinds)).toEqual([]);
});

it.each(kinds.flatMap(({ name, permissions = [] }) => permissions.map((action) => [name, action] as const)))(
  "the page of %s names %s",
  (name, action) => {
    expect(readFileSync(join(root, `docs/kinds/${name}.md`), "utf8")).toContain(`\`${action}\``);
  },
);

it("the README's table of kinds is what `pnpm generate` writes", () => {
  const readme = readFileSync(join(root, "README.md"), "utf8");
  expect(readme).toBe(withTable(readme, kinds));
});

it("what @rekey/pulumi knows of the kinds is what `pnpm generate` writes", async () => {
  for (const { path, text } of await pulumiFiles(root, kinds))
    expect(readFileSync(join(root, path), "utf8")).toBe(text);
});

it("a README without the table's marks is refused", () => {
  expect(() => withTable("# Rekey", kinds)).toThrow("the README lacks");
});
