import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { mutations } from "./mutations.ts";

const packages = join(import.meta.dirname, "../..");

it.each(mutations.flatMap((one) => (one.and ? [one, one.and] : [one])))(
  "law $law can be broken: $name",
  ({ file, from, to }) => {
    const source = readFileSync(join(packages, file), "utf8");
    expect(source.split(from)).toHaveLength(2);
    expect(to).not.toBe(from);
  },
);
