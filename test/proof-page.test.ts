import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const page = readFileSync(join(root, "docs/proof.md"), "utf8");
/** Each row of both tables that name tests: a law or a property, and the files that are said to cite it. */
const rows = [...page.matchAll(/^\| (P?\d+) +\| ([^|]+\| `.*)$/gm)].map(([, cited = "", rest = ""]) => {
  const files = [...rest.matchAll(/`([^`]+\.(?:test|slow)\.ts)`/g)].map(([, file = ""]) => file);
  return [cited, files] as const;
});
const numbered = (count: number, prefix: string) => Array.from({ length: count }, (_, n) => `${prefix}${n + 1}`);

/** Whether one of a file's citations, in parentheses, names it. */
function cites(file: string, cited: string): boolean {
  const text = readFileSync(join(root, file), "utf8");
  const citations = [...text.matchAll(/\(((?:laws? )?P?\d+(?:, P?\d+)*)\)/g)].map(([, list = ""]) => list);
  return citations.some((list) =>
    list
      .replace(/^laws? /, "")
      .split(", ")
      .includes(cited),
  );
}

describe("the page of the proof", () => {
  it("has a row for each law and each property", () => {
    expect(rows.map(([cited]) => cited)).toEqual([...numbered(14, ""), ...numbered(13, "P")]);
  });

  it.each(rows)("names for %s only tests that cite it, and at least one", (cited, files) => {
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !cites(file, cited))).toEqual([]);
  });
});
