import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openHouse } from "./house.fixture.ts";

const root = join(import.meta.dirname, "../../..");
const readme = readFileSync(join(root, "README.md"), "utf8");
const example = readFileSync(join(root, "examples/rekey.yaml"), "utf8");

/** The first block of the project's README that begins so, without its fence. */
const blockOf = (opening: string): string => readme.split(`\n${opening}\n`)[1]?.split("\n```")[0] ?? "";

it("shows in the project's README the example that there is", () => {
  expect(`${blockOf("```yaml")}\n`).toBe(example);
});

it("shows in the project's README what plan prints for the example", async () => {
  await using house = await openHouse();
  house.edit("rekey.yaml", () => onLoopback(example, house));
  const env = { HUAWEICLOUD_SDK_AK: "AKHOUSE", HUAWEICLOUD_SDK_SK: "canary-secret-key" };
  const { exit, out } = await house.rotator("plan", { env });
  expect(exit).toBe(0);
  expect(blockOf("```\n$ rotator plan")).toBe(out.trimEnd());
});

/** The same, with the operator's paths and addresses those of the house. */
function onLoopback(text: string, { folder, emulator }: Awaited<ReturnType<typeof openHouse>>): string {
  return text
    .replace("/var/lib/rekey/rekey.db", "rekey.db")
    .replace("/etc/rekey/seal.key", "seal.key")
    .replace("/run/secrets", join(folder, "delivered"))
    .replace("    reach:", `    endpoints: { dcs: "${emulator.endpoints.dcs}" }\n    reach:`);
}
