import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Secret } from "@rekey/core";
import { describe, expect, it } from "vitest";
import { keyIdOf, newSealKey, type SealKey } from "../seal/key.ts";
import { openSqlite } from "./open.ts";
import { declared, folder, keys, opened } from "./scene.fixture.ts";

const refusal = (message: string | RegExp, code = "ERR_DECLARATION") =>
  expect.objectContaining({
    code,
    message: typeof message === "string" ? expect.stringContaining(message) : expect.stringMatching(message),
  });
const mode = (path: string) => statSync(path).mode & 0o777;
const other: SealKey = { source: "file:other.key", key: newSealKey() };

describe("a new store", () => {
  it("is readable for its owner alone, with its log, in a folder made for it", async () => {
    const path = join(folder(), "lib", "rekey.db");
    const store = await opened(path);
    await declared(store, "a");
    expect([path, `${path}-wal`, `${path}-shm`].map(mode)).toEqual([0o600, 0o600, 0o600]);
    expect(mode(join(path, ".."))).toBe(0o700);
  });

  it("is not made where it is only to be opened, nor without a good key", async () => {
    const path = join(folder(), "rekey.db");
    await expect(openSqlite(path, { keys, isMade: false })).rejects.toEqual(refusal("there is no store"));
    await expect(openSqlite(path, { keys: [] })).rejects.toEqual(refusal("a store needs a seal key"));
    const bad = { source: "file:seal.key", key: new Secret("canary-bad") };
    await expect(openSqlite(path, { keys: [bad] })).rejects.toEqual(refusal("file:seal.key holds no seal key"));
    expect(existsSync(path)).toBe(false);
  });

  it("that two open at one time is one store", async () => {
    const path = join(folder(), "rekey.db");
    const [first, second] = await Promise.all([opened(path), opened(path)]);
    expect(first.id).toBe(second.id);
    const uid = await declared(first, "a");
    expect((await second.find("a"))?.uid).toBe(uid);
  });
});

describe("a store that exists", () => {
  it("is opened by any of its keys, and names the one it wants where none is offered", async () => {
    const path = join(folder(), "rekey.db");
    const recovery: SealKey = { source: "recovery", key: newSealKey() };
    await (await opened(path, { keys: [...keys, recovery] })).close();
    await (await opened(path, { keys: [other, recovery] })).close();
    const wanted = [...keys, recovery].map(keyIdOf).toSorted();
    const failure = openSqlite(path, { keys: [other] });
    await expect(failure).rejects.toEqual(refusal(`and was offered ${keyIdOf(other)}… (file:other.key)`));
    for (const id of wanted) await expect(openSqlite(path, { keys: [other] })).rejects.toEqual(refusal(`${id}… (`));
  });

  it("is closed to others where somebody opened it to them", async () => {
    const path = join(folder(), "rekey.db");
    await (await opened(path)).close();
    chmodSync(path, 0o644);
    await opened(path);
    expect(mode(path)).toBe(0o600);
  });

  it("lies where its link leads", async () => {
    const [path, link] = [join(folder(), "rekey.db"), join(folder(), "link.db")];
    await (await opened(path)).close();
    symlinkSync(path, link);
    expect((await opened(link)).path).toBe((await opened(path)).path);
    expect(readdirSync(join(link, ".."))).toEqual(["link.db"]);
  });
});

describe("what is no store", () => {
  it.for<[string, (path: string) => void, RegExp, string]>([
    ["a folder", (path) => mkdirSync(path), /is a folder, and a store is a file$/, "ERR_DECLARATION"],
    [
      "a text",
      (path) => writeFileSync(path, "not a database ".repeat(100)),
      /is no SQLite database/,
      "ERR_UNAVAILABLE",
    ],
    ["another program's database", strange, /is a SQLite database, but not a store of Rekey$/, "ERR_DECLARATION"],
    ["a file of a newer schema", newer, /has schema 99 and this Rekey knows schemas up to/, "ERR_DECLARATION"],
    ["a store without its wrapped keys", keyless, /wrapped keys are gone/, "ERR_DECLARATION"],
  ])("is refused and left as it was: %s", async ([, make, message, code]) => {
    const path = join(folder(), "rekey.db");
    if (make === newer || make === keyless) await (await opened(path)).close();
    make(path);
    const before = shown(path);
    await expect(openSqlite(path, { keys })).rejects.toEqual(refusal(message, code));
    expect(shown(path)).toBe(before);
  });

  it("is refused where a part of its path is no folder", async () => {
    const path = join(folder(), "file");
    writeFileSync(path, "");
    await expect(openSqlite(join(path, "rekey.db"), { keys })).rejects.toEqual(
      refusal("a part of the path is no folder"),
    );
  });

  it("is said to be damaged where it is, and nothing is written", async () => {
    const path = join(folder(), "rekey.db");
    const store = await opened(path);
    for (const name of ["a", "b", "c"]) await declared(store, name);
    await store.close();
    const whole = readFileSync(path);
    writeFileSync(path, whole.fill(0xff, 4096));
    await expect(openSqlite(path, { keys })).rejects.toEqual(
      refusal(/the file is damaged.*nothing was written/, "ERR_UNAVAILABLE"),
    );
  });
});

/** Every byte of a file. */
function shown(path: string): string | undefined {
  return statSync(path).isFile() ? readFileSync(path).toString("hex") : undefined;
}

function strange(path: string): void {
  using db = new DatabaseSync(path);
  db.exec("CREATE TABLE notes (a)");
}

function newer(path: string): void {
  using db = new DatabaseSync(path);
  db.exec("UPDATE meta SET value = '99' WHERE key = 'schema'");
}

function keyless(path: string): void {
  using db = new DatabaseSync(path);
  db.exec("DELETE FROM seal_key");
}

describe("a store that is only looked at", () => {
  it("is read beside whoever writes it, and nothing in its folder changes", async () => {
    const path = join(folder(), "rekey.db");
    const writing = await opened(path);
    await declared(writing, "a");
    const before = readdirSync(dirname(path));
    const looking = await opened(path, { isReadOnly: true });
    expect((await looking.list()).map(({ declaration }) => declaration.name)).toEqual(["a"]);
    await declared(writing, "b");
    expect(await looking.list()).toHaveLength(2);
    await expect(declared(looking, "c")).rejects.toThrow("may not be written");
    expect(await writing.list()).toHaveLength(2);
    expect(readdirSync(dirname(path))).toEqual(before);
  });

  it("is not made where there is none, and no folder for it either", async () => {
    const path = join(folder(), "none", "rekey.db");
    await expect(opened(path, { isReadOnly: true })).rejects.toThrow("there is no store");
    expect(existsSync(dirname(path))).toBe(false);
  });

  it("keeps the schema it has; another version's is refused, and says who brings it up to date", async () => {
    const path = join(folder(), "rekey.db");
    await (await openSqlite(path, { keys })).close();
    using db = new DatabaseSync(path);
    db.exec("UPDATE meta SET value = '1' WHERE key = 'schema'");
    await expect(opened(path, { isReadOnly: true })).rejects.toMatchObject({
      code: "ERR_DECLARATION",
      message: expect.stringContaining("has schema 1 and this Rekey works with schema"),
      details: { remedy: expect.stringContaining("rotator run or rotator apply") },
    });
    expect(db.prepare("SELECT value FROM meta WHERE key = 'schema'").get()).toEqual({ value: "1" });
  });
});
