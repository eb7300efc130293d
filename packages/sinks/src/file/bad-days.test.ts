import { execFile } from "node:child_process";
import { chmod, chown, lstat, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeEach, describe, expect, it } from "vitest";
import { delivery, type Folder, folder, opened, signal } from "../delivery.fixture.ts";

const NOBODY = 65_534;
const isRoot = process.geteuid?.() === 0;

let dir: Folder;
beforeEach(async () => void (dir = await folder()));

const path = () => join(dir.path, "{name}");
const secret = () => readFile(join(dir.path, "cache-app"), "utf8");

const failure = (work: Promise<void>): Promise<unknown> =>
  work.then(() => undefined).catch((reason: unknown) => reason);

/** Does something as a user without rights, where the suite runs as root. */
async function unprivileged<T>(work: () => Promise<T>): Promise<T> {
  if (!isRoot) return work();
  process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

describe("a read-only folder", () => {
  const refused = async () => {
    await chmod(dir.path, 0o555);
    const error = await unprivileged(() => failure(opened({ path: path() }).deliver(delivery(), signal)));
    await chmod(dir.path, 0o755);
    expect(error).toMatchObject({
      code: "ERR_DELIVERY",
      details: { remedy: "let the daemon's user write in the folder" },
    });
  };
  beforeEach(() => (isRoot ? chown(dir.path, NOBODY, NOBODY) : undefined));

  it("is an error that says so", async () => {
    await refused();
    expect(await dir.names()).toEqual([]);
  });

  it("is an error that says so, and an older version stays in place", async () => {
    const older = delivery({ version: 6, password: "canary-older-6" });
    await unprivileged(() => opened({ path: path() }).deliver(older, signal));
    await refused();
    expect(await dir.names()).toEqual([".cache-app.rekey", "cache-app"]);
    expect(await secret()).toBe("canary-older-6");
  });
});

describe("an owner", () => {
  const own = [process.geteuid?.() ?? 0, process.getegid?.() ?? 0] as const;
  const others = [
    ["nobody", NOBODY, NOBODY],
    ["1234:5678", 1234, 5678],
    ["nobody:root", NOBODY, 0],
  ] as const;

  // Only root may give a file away.
  it.for(isRoot ? others : [[own.join(":"), ...own] as const])(
    "is given by name or by number: %s",
    async ([owner, uid, gid]) => {
      await opened({ path: path(), owner }).deliver(delivery(), signal);
      expect(await lstat(join(dir.path, "cache-app"))).toMatchObject({ uid, gid });
    },
  );

  it("that this machine does not know is an error", async () => {
    const asked = opened({ path: path(), owner: "no-such-user-here" }).deliver(delivery(), signal);
    await expect(asked).rejects.toMatchObject({
      code: "ERR_DELIVERY",
      message: expect.stringContaining("no-such-user-here"),
    });
    expect(await dir.names()).toEqual([]);
  });
});

describe("a damaged mark", () => {
  it("is an error that says what to remove, and the file stays as it is", async () => {
    await writeFile(join(dir.path, ".cache-app.rekey"), "this is no database ".repeat(100));
    await expect(opened({ path: path() }).deliver(delivery(), signal)).rejects.toMatchObject({
      code: "ERR_DELIVERY",
      details: { remedy: expect.stringContaining("remove it") },
    });
    expect(await dir.names()).toEqual([".cache-app.rekey"]);
  });
});

describe("a full disk", () => {
  it("is an error that says so, and the older version stays in place, whole", async () => {
    await opened({ path: path() }).deliver(delivery({ version: 6, password: "canary-older-7" }), signal);
    const child = join(import.meta.dirname, "full-disk.fixture.ts");
    const limited = `ulimit -f 8; exec "$0" --conditions=@rekey/source "$1" "$2"`;
    const { stdout } = await promisify(execFile)("/bin/sh", ["-c", limited, process.execPath, child, path()]);
    expect(JSON.parse(stdout)).toEqual({
      code: "ERR_DELIVERY",
      message: `cannot deliver to ${join(dir.path, "cache-app")}: EFBIG`,
      remedy: "the daemon may write no file of that size: raise its limit",
    });
    expect(await secret()).toBe("canary-older-7");
    expect(await dir.names()).toEqual([".cache-app.rekey", "cache-app"]);
  });
});
