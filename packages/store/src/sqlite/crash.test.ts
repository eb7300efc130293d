import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { folder, keys, opened } from "./scene.fixture.ts";

/** Runs the lives of the fixture until so many transitions were acknowledged, then kills it; answers with the last version of each that was. */
async function killedAfter(path: string, transitions: number): Promise<ReadonlyMap<string, number>> {
  const script = join(import.meta.dirname, "crash.fixture.ts");
  const args = ["--conditions=@rekey/source", script, path];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(keys[0]?.key.reveal());
  const acknowledged = new Map<string, number>();
  let lines = 0;
  createInterface({ input: child.stdout }).on("line", (line) => {
    const [name = "", version = ""] = line.split(" ");
    acknowledged.set(name, Number(version));
    if (++lines === transitions) child.kill("SIGKILL");
  });
  await once(child, "close");
  return acknowledged;
}

it.for([9, 100, 1000])(
  "has lost nothing it acknowledged when it is killed after %d transitions (law 1)",
  async (count) => {
    const path = join(folder(), "rekey.db");
    const acknowledged = await killedAfter(path, count);
    const store = await opened(path);
    const found = await store.list();
    expect(acknowledged.size).toBe(8);
    for (const { declaration, credential } of found) {
      const { version = 0, candidate } = credential.attempt ?? {};
      expect(version).toBeGreaterThanOrEqual(acknowledged.get(declaration.name) ?? 0);
      expect(candidate?.secret.reveal()).toBe(`canary-${declaration.name}-${version}`);
    }
    expect((await store.verifyChain()).brokenAt).toBeUndefined();
  },
);
