import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { rename } from "node:fs/promises";
import { arch, homedir, platform, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const MAJOR = Number(process.versions.node.split(".")[0]);

/** The oldest Node that runs this package, the floor of all others, and the newest; npm has them as packages. */
const VERSIONS = { 22: "22.19.0", 24: "24.11.0", 26: "26.10.0" } as const;

const isWanted = platform() === "linux" && process.env["REKEY_NODE"] === undefined;

/** Each Node that users have, and where it is: the one that runs this, and others brought once into the user's cache. npm has them all for Linux alone; a run that is about one Node (`.ci/run`) uses no other. */
export const nodes: readonly (readonly [string, () => Promise<string>])[] = Object.entries(VERSIONS)
  .filter(([major]) => isWanted || Number(major) === MAJOR)
  .map(([major, version]) => [major, async () => (Number(major) === MAJOR ? process.execPath : brought(version))]);

const NODE = "node_modules/.bin/node";

async function brought(version: string): Promise<string> {
  const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "rekey");
  const home = join(cache, `node-${version}`);
  if (existsSync(join(home, NODE))) return join(home, NODE);
  const made = mkdtempSync(join(tmpdir(), "node-"));
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  await run("npm", ["install", "--prefix", made, ...quiet, `node-linux-${arch()}@${version}`]);
  mkdirSync(cache, { recursive: true });
  // Another run may have brought it meanwhile; one is as good as the other.
  return rename(made, home).then(
    () => join(home, NODE),
    () => join(made, NODE),
  );
}
