import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { folder, keys, opened } from "./scene.fixture.ts";

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

/** Opens a store as somebody whom permissions hold back. */
function opensAs(path: string): string {
  const script = join(import.meta.dirname, "access.fixture.ts");
  const { stdout, stderr } = spawnSync(process.execPath, ["--conditions=@rekey/source", script, path], {
    input: keys[0]?.key.reveal() ?? "",
    encoding: "utf8",
    ...(isRoot && { uid: NOBODY, gid: NOBODY }),
  });
  return stdout.trim() || stderr;
}

/** A folder that belongs to whoever opens the store, in one that everybody may enter. */
function theirs(): string {
  const outer = folder();
  chmodSync(outer, 0o755);
  const path = join(outer, "lib");
  mkdirSync(path);
  if (isRoot) chownSync(path, NOBODY, NOBODY);
  return path;
}

it("opens a store in a folder of its own", () => {
  expect(opensAs(join(theirs(), "rekey.db"))).toBe("opened");
});

it("says that a folder is not to be written, new store or old", () => {
  const path = theirs();
  chmodSync(path, 0o500);
  const message = `ERR_DECLARATION the store ${path}/rekey.db cannot be used: permission denied`;
  expect(opensAs(`${path}/rekey.db`)).toBe(message);
  chmodSync(path, 0o700);
  expect(opensAs(`${path}/rekey.db`)).toBe("opened");
  chmodSync(path, 0o500);
  expect(opensAs(`${path}/rekey.db`)).toBe(message);
  chmodSync(path, 0o700);
});

it("says that a folder cannot be entered, and that a file is another's", async () => {
  const path = theirs();
  chmodSync(path, 0o000);
  expect(opensAs(`${path}/rekey.db`)).toContain("cannot be used: permission denied");
  chmodSync(path, 0o700);
  await (await opened(`${path}/rekey.db`)).close();
  chmodSync(`${path}/rekey.db`, isRoot ? 0o600 : 0o000);
  expect(opensAs(`${path}/rekey.db`)).toContain("rekey.db cannot be used: permission denied");
});
