import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";

const MINUTES = 60_000;
const root = join(import.meta.dirname, "..");
const BEGIN = "examples/pulumi/begin";

it(
  "a stranger who follows the README comes from npm init to a rotated password",
  { timeout: 5 * MINUTES },
  async () => {
    const door = readFileSync(join(root, "README.md"), "utf8").split("\n## Declare it in Pulumi\n")[1] ?? "";
    const commands = /^```sh\n([^]*?)^```$/m.exec(door)?.[1] ?? "";
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "readme-")));
    const [cloud, daemon] = [await freePort(), await freePort()];
    // What the README fixes, and a test must not share.
    const own = (written: string): string =>
      written
        .replaceAll("/tmp/shop", join(folder, "shop"))
        .replaceAll("8411", String(cloud))
        .replaceAll("7353", String(daemon));
    const rekey = join(folder, "rekey");
    mkdirSync(rekey);
    symlinkSync(join(root, "dist-packages"), join(rekey, "dist-packages"));
    cpSync(join(root, BEGIN), join(rekey, BEGIN), { recursive: true });
    const config = join(rekey, BEGIN, "rekey.yaml");
    writeFileSync(config, own(readFileSync(config, "utf8")));
    const { code, out } = await follow(own(commands), { rekey, PULUMI_HOME: join(folder, "home") });
    expect({ code, out: code === 0 ? "" : out }).toEqual({ code: 0, out: "" });
    const [, password = ""] = /^REKEY_PASSWORD='(.+)'$/m.exec(out) ?? [];
    expect([out.includes("Old-Passw0rd"), password.length > 20]).toEqual([false, true]);
    const state = readFileSync(join(folder, "shop/.pulumi/stacks/shop/dev.json"), "utf8");
    expect([state.includes("cache-app"), state.includes(password)]).toEqual([true, false]);
  },
);

/** Runs commands as a person's shell does; what they left running ends with them. */
async function follow(commands: string, settings: Readonly<Record<string, string>>) {
  const env = {
    ...process.env,
    ...settings,
    PULUMI_CONFIG_PASSPHRASE: "canary-passphrase",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    npm_config_prefer_offline: "true",
  };
  const shell = spawn("bash", ["-ec", commands], { env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const said = Promise.all([text(shell.stdout), text(shell.stderr)]);
  const [code]: unknown[] = await once(shell, "exit");
  process.kill(-(shell.pid ?? 0), "SIGTERM");
  return { code, out: (await said).join("") };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}
