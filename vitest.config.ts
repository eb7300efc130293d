import { globSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { configDefaults, defineConfig } from "vitest/config";
import { netOf } from "./tools/net.ts";

const nameOf = (root: string): string => {
  const manifest: unknown = JSON.parse(readFileSync(`${import.meta.dirname}/${root}/package.json`, "utf8"));
  if (typeof manifest === "object" && manifest !== null && "name" in manifest && typeof manifest.name === "string")
    return manifest.name;
  throw new Error(`${root}/package.json has no name`);
};

// tools/test.ts says where a run keeps what its tests write, and searches it afterwards; a bare `vitest run` does not.
const run = process.env["REKEY_RUN"];
const isEndToEnd = process.env["REKEY_E2E"] === "1";
const isSlow = process.env["REKEY_SLOW"] === "1";
// How many lives of a credential the reconciler's simulation plays.
const histories = Number(process.env["REKEY_HISTORIES"] ?? 3000);
const env = run === undefined ? {} : { TMPDIR: netOf(run).written };

const project = (name: string, include: string[], root = import.meta.dirname) => ({
  extends: true as const,
  root,
  test: { name, include, env, exclude: [...configDefaults.exclude] },
});

// One project for each workspace package, under the package's own name, and one for what judges the whole house.
const roots = globSync("{packages,apps}/*/package.json", { cwd: import.meta.dirname })
  .map(dirname)
  .toSorted();
const members = roots.map((root) => project(nameOf(root), ["{src,test}/**/*.test.ts"], root));
const house = project("house", ["test/*.test.ts"]);
const net = [project("control", ["test/canary/control.test.ts"]), project("canary", ["test/canary/search.test.ts"])];
const e2e = project("e2e", ["e2e/*.test.ts"]);
const slow = project("slow", ["{packages,apps}/*/{src,test}/**/*.slow.ts", "test/**/*.slow.ts"]);

export default defineConfig({
  // Workspace packages resolve to src/*.ts, so nothing has to be built before tests.
  // It has to be ssr.resolve: resolve.conditions alone has no effect on Node tests.
  ssr: { resolve: { conditions: ["@rekey/source", "module", "node", "development|production"] } },
  test: {
    provide: { histories },
    // A machine that does much else is no failure; what hangs is.
    maxWorkers: "100%",
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: ["default", "./tools/plain-summary.ts"],
    projects: [
      ...members,
      house,
      ...(run === undefined ? [] : net),
      ...(isSlow ? [slow] : []),
      ...(isEndToEnd ? [e2e] : []),
    ],
    coverage: { provider: "v8", include: ["{packages,apps}/*/src/**"], reporter: ["text", "lcov"] },
  },
});
