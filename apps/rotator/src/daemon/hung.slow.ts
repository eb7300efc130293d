import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { command, daemonOf, kill, openScene, start, statusOf } from "./kills.fixture.ts";
import { judge } from "./verdict.fixture.ts";

it(
  "an endpoint that hangs has a deadline, a log line and a name in status, and delays nobody else (P10)",
  { timeout: 300_000 },
  async () => {
    const scene = await openScene(6);
    expect(await command(scene, "apply", "--yes")).toBe(0);
    scene.emulator.fault({ instance: "kill-1", times: "always", do: "hang" });
    const child = await start(daemonOf(scene));
    const { stdout } = child;
    if (!stdout) throw new TypeError("its log is read");
    // The wait is the connection's own deadline, a minute.
    for await (const line of createInterface({ input: stdout }))
      if (/"warn".*"kill-1\.app-0".*"ERR_UNAVAILABLE".*got no answer/.test(line)) break;
    const status = await statusOf(scene);
    await kill(child);
    scene.emulator.clearFaults();
    const verdicts = await judge(scene);
    await scene.close();
    expect(status).toMatch(/^kill-1\.app-0 .* (rotating|waiting) /m);
    expect(status).toContain("Oldest overdue: kill-1.app-0");
    expect(verdicts.filter(({ isHeld }) => !isHeld)).toEqual([]);
    const others = verdicts.filter(({ name }) => !name.startsWith("kill-1"));
    expect(Math.min(...others.map(({ version }) => version)), "rotations of the others meanwhile").toBeGreaterThan(10);
  },
);
