import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { lockDaemon } from "./daemon.ts";
import { folder } from "./scene.fixture.ts";

async function daemon(path: string): Promise<ChildProcess> {
  const script = join(import.meta.dirname, "daemon.fixture.ts");
  const child = spawn(process.execPath, ["--conditions=@rekey/source", script, path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  if (child.stdout) await once(child.stdout, "data");
  return child;
}

it("lets one daemon work on a file, and names it to the second with what to do", async () => {
  const path = join(folder(), "rekey.db");
  const { pid } = await daemon(path);
  await expect(lockDaemon(path)).rejects.toMatchObject({
    code: "ERR_CONFLICT",
    message: expect.stringMatching(new RegExp(`another rotator works on .*rekey\\.db: process ${pid} since 20..-`)),
    details: { remedy: expect.stringContaining("stop it first") },
  });
});

it("is free at once when its daemon is killed", async () => {
  const path = join(folder(), "rekey.db");
  const child = await daemon(path);
  child.kill("SIGKILL");
  await once(child, "exit");
  const lock = await lockDaemon(path);
  await expect(lockDaemon(path)).rejects.toMatchObject({
    message: expect.stringContaining(`process ${process.pid} since`),
  });
  lock.release();
});

it("can be given back, more than once, and taken again", async () => {
  const path = join(folder(), "rekey.db");
  const lock = await lockDaemon(path);
  lock.release();
  lock.release();
  (await lockDaemon(path)).release();
  expect(existsSync(`${path}.lock.pid`)).toBe(false);
});

it("is the same by whichever link the file is named", async () => {
  const [real, link] = [folder(), join(folder(), "link")];
  symlinkSync(real, link);
  const lock = await lockDaemon(join(real, "rekey.db"));
  await expect(lockDaemon(join(link, "rekey.db"))).rejects.toMatchObject({ code: "ERR_CONFLICT" });
  lock.release();
});

it("is readable for its owner alone", async () => {
  const path = join(folder(), "rekey.db");
  const lock = await lockDaemon(path);
  for (const file of [`${path}.lock`, `${path}.lock.pid`]) expect(statSync(file).mode & 0o777).toBe(0o600);
  lock.release();
});
