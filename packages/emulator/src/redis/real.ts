import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret } from "@rekey/core";
import type { CacheUser } from "../dcs/state.ts";
import { openAdmin } from "./admin.ts";
import type { Cache } from "./cache.ts";
import { type Dialect, knowsHello } from "./login.ts";

/**
 * A shell that outlives us by a moment: it reads from a pipe whose other end is ours, so when this process is gone, however it went, it ends Redis and
 * removes its folder. Redis reads its configuration from descriptor 4, so no password is in any argument.
 */
const WATCHDOG = `exec 4<&0
redis-server - <&4 3<&- >/dev/null 2>&1 &
redis=$!
exec 4<&-
read -r _ <&3
kill -9 "$redis"
wait "$redis"
rm -rf -- "$1"`;

/** Whether a redis-server is on PATH. */
export async function hasRedis(): Promise<boolean> {
  const child = spawn("sh", ["-c", "command -v redis-server"], { stdio: "ignore" });
  return new Promise((resolve) =>
    child.once("error", () => resolve(false)).once("exit", (code) => resolve(code === 0)),
  );
}

/** Starts a redis-server of our own, on a Unix socket in a folder of its own. */
export async function openReal(dialect: Dialect): Promise<Cache> {
  const folder = await mkdtemp(join(shortFolder(), "rekey-redis-"));
  const path = join(folder, "redis.sock");
  const login = {
    user: `emulator-${randomBytes(6).toString("hex")}`,
    password: new Secret(randomBytes(24).toString("hex")),
  };
  const child = start(folder, configuration(folder, login, dialect));
  const admin = await openAdmin(path, login, () => child.exitCode !== null).catch(async (error: unknown) => {
    await stop(child, folder);
    throw error;
  });
  return {
    dial: () => connect(path),
    put: (user) => admin.send("ACL", "SETUSER", ...rules(user)),
    close: () => {
      admin.close();
      return stop(child, folder);
    },
  };
}

/** The caller's environment may hold keys, which are none of a Redis's business (law 10). */
const BARE = 'exec env -i PATH="$PATH" sh -c "$0" sh "$1"';

function start(folder: string, lines: string): ChildProcess {
  // Its own process group: Ctrl-C in a terminal is ours to answer.
  const child = spawn("sh", ["-c", BARE, WATCHDOG, folder], {
    stdio: ["pipe", "ignore", "ignore", "pipe"],
    detached: true,
  });
  child.unref();
  child.on("error", () => undefined);
  child.stdin?.on("error", () => undefined);
  child.stdin?.end(lines);
  return child;
}

async function stop(child: ChildProcess, folder: string): Promise<void> {
  const isOver = child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  const over = isOver ? undefined : once(child, "exit");
  child.ref();
  child.stdio[3]?.destroy();
  await over;
  await rm(folder, { recursive: true, force: true });
}

function configuration(
  folder: string,
  { user, password }: { user: string; password: Secret },
  dialect: Dialect,
): string {
  return [
    "port 0",
    "unixsocket redis.sock",
    "unixsocketperm 700",
    `dir "${folder}"`,
    'save ""',
    "appendonly no",
    "daemonize no",
    'logfile ""',
    "user default off resetpass",
    `user ${user} on >${password.reveal()} ~* &* +@all`,
    ...(knowsHello(dialect) ? [] : ['rename-command HELLO ""']),
    "",
  ].join("\n");
}

function rules({ name, password, role, isOff }: CacheUser): string[] {
  const may = role === "read" ? ["-@all", "+@read", "+@connection", "+acl|whoami"] : ["+@all", "-@admin"];
  return [name, "reset", isOff ? "off" : "on", `>${password.reveal()}`, "~*", "&*", ...may];
}

/** A Unix socket's path has room for about a hundred characters, thirty of which are ours. */
function shortFolder(): string {
  return tmpdir().length <= 70 ? tmpdir() : "/tmp";
}
