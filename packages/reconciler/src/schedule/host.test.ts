import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const fixture = fileURLToPath(new URL("host.fixture.ts", import.meta.url));

function saidIn(zone: string): unknown[] {
  const env = { ...process.env, TZ: zone, NODE_OPTIONS: "", NODE_NO_WARNINGS: "1" };
  const said: unknown = JSON.parse(
    execFileSync(process.execPath, ["--conditions=@rekey/source", fixture], { env, encoding: "utf8" }),
  );
  return Array.isArray(said) ? said : [];
}

it("A schedule says the same on hosts of all zones (law 12, P4)", () => {
  const zones = ["UTC", "Europe/Berlin", "America/Nuuk", "Australia/Lord_Howe", "Pacific/Kiritimati"];
  const answers = zones.map(saidIn);
  expect(new Set(answers.map(([host]) => host)).size).toBe(zones.length);
  const [first = [], ...others] = answers.map(([, ...said]) => said);
  expect(first.length).toBeGreaterThan(150);
  for (const said of others) expect(said).toEqual(first);
}, 60_000);
