import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const folder = join(import.meta.dirname, "..");

it("runs the README's first example as it stands", () => {
  const example = /^```ts\n([^]*?)^```$/m.exec(readFileSync(join(folder, "README.md"), "utf8"))?.[1];
  const flags = ["--conditions=@rekey/source", "--input-type=module-typescript", "--eval", example ?? ""];
  const printed = execFileSync(process.execPath, flags, { cwd: folder, encoding: "utf8" }).split("\n");
  expect(printed.slice(0, 2)).toEqual(["{ secret: [secret] }", "Correct-Horse-7"]);
  expect(printed[2]).toBe("{");
});
