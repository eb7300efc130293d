import { describe, it } from "vitest";
import { openSample } from "../contract/kind/broken.fixture.ts";
import { kindContract } from "../contract/kind/index.ts";
import { sampleKinds } from "./kinds.ts";

for (const kind of sampleKinds)
  describe(kind.name, () => {
    for (const { name, run } of kindContract(kind, openSample)) it(name, run);
  });
