import { defineConfig } from "vitest/config";

/** What a mutant is judged by: all tests of this package, the simulation in short. */
export default defineConfig({
  ssr: { resolve: { conditions: ["@rekey/source", "module", "node", "development|production"] } },
  test: { provide: { histories: 300 }, include: ["{src,test}/**/*.test.ts"], exclude: ["src/schedule/**"] },
});
