import { type ChildProcessByStdio, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, readdir } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { Secret } from "@rekey/core";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { openReal } from "./real.ts";

const dialect = { version: "5.0", takesTwoArguments: false } as const;
let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "r-"));
  vi.stubEnv("TMPDIR", folder);
});
afterEach(() => vi.unstubAllEnvs());

const sockets = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".sock"));

/** The arguments of every process on the machine. */
async function argumentsOfAll(): Promise<string> {
  const pids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, "latin1").catch(() => "")));
  if (pids.length > 0) return lines.join("\n");
  return execFileSync("ps", ["-Ao", "args"]).toString();
}

it("leaves no process and no file behind when it is closed", async () => {
  const cache = await openReal(dialect);
  const [socket = ""] = await sockets();
  await cache.put({ name: "app", password: new Secret("canary-a"), role: "write" });
  await cache.close();
  expect(await readdir(folder)).toEqual([]);
  const [error] = await once(connect(join(folder, socket)), "error");
  expect(error).toHaveProperty("code", "ENOENT");
});

it("keeps passwords out of every argument", async () => {
  const cache = await openReal(dialect);
  await cache.put({ name: "app", password: new Secret("canary-a"), role: "write" });
  const text = await argumentsOfAll();
  expect(text).toContain("redis-server");
  expect(text).not.toContain("canary-a");
  await cache.close();
});

it("says that Redis is gone instead of waiting for it", async () => {
  const cache = await openReal(dialect);
  await cache.close();
  await expect(cache.put({ name: "app", password: new Secret("canary-a"), role: "write" })).rejects.toThrow(
    "redis-server is gone",
  );
});

const owner = (...words: string[]): ChildProcessByStdio<null, Readable, null> => {
  const script = fileURLToPath(new URL("owner.fixture.ts", import.meta.url));
  return spawn(process.execPath, ["--conditions=@rekey/source", script, ...words], {
    stdio: ["ignore", "pipe", "inherit"],
  });
};

it("ends Redis and removes its folder when the emulator's process is killed", async () => {
  const child = owner();
  await once(child.stdout, "data");
  expect(await sockets()).toHaveLength(1);
  child.kill("SIGKILL");
  await vi.waitFor(async () => expect(await readdir(folder)).toEqual([]), { timeout: 10_000 });
});

it("lets a process end that has closed its emulator", async () => {
  const child = owner("done");
  const said = await child.stdout.setEncoding("utf8").toArray();
  expect(said.join("")).toBe("ready\nclosed\n");
  expect(child.exitCode ?? (await once(child, "exit"))[0]).toBe(0);
  expect(await readdir(folder)).toEqual([]);
});
