import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DIGITS, LOWER, type Settable, UPPER } from "@rekey/core";
import { z } from "zod";

const FIRST = "canary-first-of-the-file";

/** A Redis of our own: its users stand in an ACL file, which nobody writes when they change. */
export interface AclRedis extends AsyncDisposable {
  readonly socket: string;
  /** Stops it and starts it again, with its users as the file has them. */
  restart(): Promise<void>;
}

/** Starts a redis-server whose user `app` has a first password. */
export async function aclRedis(): Promise<AclRedis> {
  const folder = join(mkdtempSync(join(tmpdir(), "acl-")), "given");
  mkdirSync(folder);
  const [file, socket] = [join(folder, "users.acl"), join(folder, "redis.sock")];
  writeFileSync(file, `user default on nopass ~* &* +@all\nuser app on >${FIRST} ~* &* +@all\n`);
  let server = await start(file, socket);
  const stop = async () => {
    if (server.exitCode === null && server.kill("SIGKILL")) await once(server, "exit");
  };
  return {
    socket,
    async restart() {
      await stop();
      server = await start(file, socket);
    },
    [Symbol.asyncDispose]: stop,
  };
}

async function start(file: string, socket: string) {
  const server = spawn("redis-server", ["-"], { stdio: ["pipe", "pipe", "inherit"] });
  server.stdin.end(["port 0", `unixsocket "${socket}"`, 'save ""', `aclfile "${file}"`, ""].join("\n"));
  const { promise, resolve } = Promise.withResolvers<void>();
  let said = "";
  server.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
    if (/ready to accept connections/i.test(said)) resolve();
  });
  server.once("exit", () => resolve());
  await promise;
  return server;
}

/** A kind for the users of one such Redis, which sets a password in its memory alone. */
export function aclUser(socket: string): Settable<{ user: string }> {
  return {
    name: "redis.acl-user",
    secret: "supplied",
    account: z.strictObject({ user: z.string() }),
    limits: { lockout: { tries: 5, windowMs: 300_000 } },
    identity: ({ user }) => user,
    rules: () => ({ length: 24, classes: [LOWER, UPPER, DIGITS] }),
    async set({ user }, next) {
      await ask(socket, ["ACL", "SETUSER", user, "resetpass", `>${next.reveal()}`]);
    },
    async check({ user }, secret) {
      return (await ask(socket, ["AUTH", user, secret.reveal()])) ? "accepted" : "refused";
    },
  };
}

/** Sends one command, and says whether it was taken. */
async function ask(path: string, words: readonly string[]): Promise<boolean> {
  const socket = connect(path);
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  socket.write(`*${words.length}\r\n${parts.join("")}`);
  const [reply]: Buffer[] = await once(socket, "data");
  socket.destroy();
  return reply?.toString().startsWith("+") ?? false;
}
