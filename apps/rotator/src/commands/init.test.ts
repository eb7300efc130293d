import { mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret } from "@rekey/core";
import { openSqlite } from "@rekey/store/sqlite";
import { expect, it } from "vitest";
import { run } from "../cli.ts";
import { openHouse } from "../house.fixture.ts";
import { testIo } from "../io.fixture.ts";

const fresh = () => testIo({ cwd: mkdtempSync(join(tmpdir(), "init-")) });

it("writes a configuration that is right, keys that only their user may read, and a store that both open", async () => {
  const io = fresh();
  expect(await run(["init", "--region", "eu-west-101"], io)).toBe(0);
  expect(io.out()).toContain("move recovery.key off this machine");
  for (const name of ["seal.key", "recovery.key", "rekey.db"])
    expect(statSync(join(io.cwd, name)).mode & 0o777).toBe(0o600);
  const again = testIo({ cwd: io.cwd });
  expect(await run(["validate"], again)).toBe(0);
  for (const source of ["seal.key", "recovery.key"]) {
    const key = new Secret(readFileSync(join(io.cwd, source), "utf8"));
    await using store = await openSqlite(join(io.cwd, "rekey.db"), { keys: [{ source, key }] });
    expect(await store.keys()).toHaveLength(2);
  }
});

it("prints no key", async () => {
  const io = fresh();
  await run(["init"], io);
  const isPrinted = ["seal.key", "recovery.key"].some((name) =>
    io.out().includes(readFileSync(join(io.cwd, name), "utf8").trim()),
  );
  expect(isPrinted).toBe(false);
});

it("writes over nothing", async () => {
  const io = fresh();
  await run(["init"], io);
  const before = readFileSync(join(io.cwd, "seal.key"), "utf8");
  const again = testIo({ cwd: io.cwd });
  expect(await run(["init"], again)).toBe(4);
  expect(again.err()).toMatch(/are there already[^]*changed\? +no/);
  expect(readFileSync(join(io.cwd, "seal.key"), "utf8") === before).toBe(true);
});

it("lists what DCS has, as declarations that are right once they are uncommented", async () => {
  await using house = await openHouse();
  const { exit, out } = await house.rotator("init --from dcs");
  expect(exit).toBe(0);
  expect(out).toMatch(/# cache-prod: .*Redis/);
  const uncommented = out.replaceAll(/^ {2}# ( *(?:[a-z-]+:.*))$/gm, "  $1").replaceAll(/^ {2}cache-prod: .*$/gm, "");
  house.edit("rekey.yaml", (text) => text.slice(0, text.indexOf("declarations:")) + uncommented);
  expect(await house.rotator("validate")).toMatchObject({ exit: 0, out: expect.stringContaining("2 declarations") });
});
