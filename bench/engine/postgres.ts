import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, globSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import pg from "pg";

const REMEDY = "The bench needs PostgreSQL for its peers: apt-get install -y --no-install-recommends postgresql";

/** A Server is a PostgreSQL of its own, as it comes but for its port: fsync on, every commit waited for. */
export interface Server extends AsyncDisposable {
  /** Makes an empty database and answers with its URL. */
  database(name: string): Promise<string>;
}

/** Starts a server in a temporary folder, as the user postgres where we are root, since it refuses to be root's. Throws where there is none, with the command that brings it. */
export async function startPostgres(env: NodeJS.ProcessEnv = {}): Promise<Server> {
  const bin = programs();
  const owner = process.getuid?.() === 0 ? { uid: idOf("-u"), gid: idOf("-g") } : {};
  const folder = mkdtempSync(join(tmpdir(), "rekey-bench-pg-"));
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(folder, owner.uid, owner.gid);
  const options = { ...owner, cwd: folder };
  execFileSync(join(bin, "initdb"), ["-D", folder, "-U", "postgres", "-A", "trust"], { ...options, stdio: "ignore" });
  const port = await freePort();
  const args = ["-D", folder, "-p", String(port), "-k", folder, "-c", "listen_addresses=127.0.0.1"];
  const server = spawn(join(bin, "postgres"), args, { ...options, env: { ...process.env, ...env }, stdio: "ignore" });
  const urlOf = (name: string) => `postgresql://postgres@127.0.0.1:${port}/${name}`;
  await answering(urlOf("postgres"), server);
  return {
    async database(name) {
      await query(urlOf("postgres"), `CREATE DATABASE ${name}`);
      return urlOf(name);
    },
    async [Symbol.asyncDispose]() {
      server.kill("SIGINT");
      if (server.exitCode === null) await once(server, "exit");
      await rm(folder, { recursive: true });
    },
  };
}

function programs(): string {
  const found = globSync("/usr/lib/postgresql/*/bin/postgres").toSorted((a, b) =>
    a.localeCompare(b, "en", { numeric: true }),
  );
  const newest = found.at(-1);
  if (newest === undefined) throw new Error(REMEDY);
  return join(newest, "..");
}

function idOf(flag: "-u" | "-g"): number {
  return Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (typeof address === "object" && address) return address.port;
  throw new Error("no free port");
}

async function query(url: string, text: string): Promise<pg.QueryResult<Record<string, unknown>>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (server.exitCode !== null) break;
    const isUp = await query(url, "SELECT 1").then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await setTimeout(100);
  }
  throw new Error("PostgreSQL does not start");
}
