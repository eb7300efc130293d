import { globSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { defineConfig } from "vitest/config";

const nameOf = (root: string): string => {
  const manifest: unknown = JSON.parse(readFileSync(`${import.meta.dirname}/${root}/package.json`, "utf8"));
  if (typeof manifest === "object" && manifest !== null && "name" in manifest && typeof manifest.name === "string")
    return manifest.name;
  throw new Error(`${root}/package.json has no name`);
};

// One project for each workspace package, under the package's own name, and one for what judges the whole house.
const roots = globSync("{packages,apps}/*/package.json", { cwd: import.meta.dirname })
  .map(dirname)
  .toSorted();
const members = roots.map((root) => ({
  extends: true as const,
  root,
  test: { name: nameOf(root), include: ["src/**/*.test.ts"] },
}));
const house = { extends: true as const, test: { name: "house", include: ["test/**/*.test.ts"] } };

export default defineConfig({
  // Workspace packages resolve to src/*.ts, so nothing has to be built before tests.
  // It has to be ssr.resolve: resolve.conditions alone has no effect on Node tests.
  ssr: { resolve: { conditions: ["@rekey/source", "module", "node", "development|production"] } },
  test: {
    reporters: ["default", "./tools/plain-summary.ts"],
    projects: [...members, house],
    coverage: { provider: "v8", include: ["{packages,apps}/*/src/**"], reporter: ["text", "lcov"] },
  },
});
