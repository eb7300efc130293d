import { defineConfig } from "vitest/config";

/** What a mutant is judged by: the tests beside the sources. Simulation, model and matrix have teeth of their own. */
export default defineConfig({
  ssr: { resolve: { conditions: ["@rekey/source", "module", "node", "development|production"] } },
  test: { include: ["src/**/*.test.ts"], exclude: ["src/schedule/**"] },
});
