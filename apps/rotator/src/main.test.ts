import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const main = join(import.meta.dirname, "main.ts");

function spawned(...argv: string[]): string {
  return execFileSync(process.execPath, ["--conditions=@rekey/source", ...argv], { encoding: "utf8" });
}

it("runs as a process of its own", () => {
  expect(spawned(main, "--version")).toMatch(/^\d+\.\d+\.\d+\n$/);
});

it("says nothing on standard error that nobody has to act on", () => {
  const { stderr } = spawnSync(process.execPath, ["--conditions=@rekey/source", main, "kinds"], { encoding: "utf8" });
  expect(stderr).toBe("");
});

it("tells a Node that is too old in one line, and loads nothing", () => {
  const old = `Object.defineProperty(process, "version", { value: "v20.20.2" }); await import(${JSON.stringify(main)}); process.stdout.write(String(process.exitCode)); process.exitCode = 0;`;
  const out = execFileSync(process.execPath, ["--conditions=@rekey/source", "--input-type=module", "-e", old], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  expect(out).toBe("4");
});

it("keeps the environment, where keys may stand, out of diagnostic reports (law 10)", () => {
  const start = join(import.meta.dirname, "start.ts");
  const program = `const { start } = await import(${JSON.stringify(start)}); process.argv = ["node", "rotator", "kinds"]; await start(); process.stdout.write(JSON.stringify(process.report.getReport()));`;
  const out = execFileSync(process.execPath, ["--conditions=@rekey/source", "--input-type=module", "-e", program], {
    encoding: "utf8",
    env: { ...process.env, AUDIT_KEY: "canary-environment" },
  });
  expect(out).toContain('"javascriptHeap"');
  expect(out).not.toContain("canary-");
});

it("imports nothing of its own before it has looked at the version", () => {
  const imports = readFileSync(main, "utf8").match(/^import .*$/gm);
  expect(imports).toEqual(['import process from "node:process";']);
});
