import { mkdtempSync, readdirSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { run } from "../cli.ts";
import { testIo } from "../io.fixture.ts";
import { kinds } from "../kinds.ts";
import { samples } from "./everything.ts";

vi.setConfig({ testTimeout: 30_000 });

it("rotates a password, proves it, shows all of it, and prints no secret", async () => {
  const io = testIo();
  expect(await run(["demo"], io)).toBe(0);
  const out = io.out();
  expect(out).toMatch(
    /\$ rotator plan[^]*\+ adopt[^]*\$ rotator apply[^]*v1 in force[^]*the new password logs in\n {2}the old password is refused[^]*REKEY_PASSWORD=\[secret\][^]*\$ rotator status[^]*stable/,
  );
  const delivered = /^(\/.*cache-app\.env) {2}\(mode 0400\)$/m.exec(out)?.[1] ?? "";
  const password = /PASSWORD='(.*)'/.exec(readFileSync(delivered, "utf8"))?.[1] ?? "";
  expect(password).not.toBe("");
  expect(out.includes(password)).toBe(false);
});

it("leaves a folder whose store can still be looked at", async () => {
  const io = testIo();
  await run(["demo"], io);
  const config = /^ {2}(\/.*rekey\.yaml) /m.exec(io.out())?.[1] ?? "";
  expect(statSync(config).isFile()).toBe(true);
  const again = testIo({ cwd: mkdtempSync(join(tmpdir(), "elsewhere-")) });
  expect(await run(["--config", config, "status"], again)).toBe(0);
});

it("brings its own Redis where the machine has none", async () => {
  const path = process.env["PATH"];
  process.env["PATH"] = "";
  const io = testIo();
  try {
    expect(await run(["demo"], io)).toBe(0);
  } finally {
    process.env["PATH"] = path;
  }
  expect(io.out()).toMatch(/a small Redis of its own[^]*the new password logs in/);
});

it("rotates one credential of every kind with --all, each with one change, and prints no secret", async () => {
  const io = testIo();
  expect([await run(["demo", "--all"], io), io.err()]).toEqual([0, ""]);
  const out = io.out();
  expect(kinds.filter(({ name }) => !out.includes(`\n${name} `))).toEqual([]);
  expect(out).toMatch(/iam.access-key +createPermanentAccessKey +accepted when tried +iam.access-key.env\n/);
  expect(out).toMatch(/meeting.admin-reset +resetPwdByAdmin +the reply +bob@example.com, past Rekey\n/);
  const folder = /lies in (\S+);/.exec(out)?.[1] ?? "";
  const delivered = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  const passwords = delivered.flatMap((text) => /PASSWORD='(.*)'/.exec(text)?.[1] ?? []);
  expect(passwords).toHaveLength(kinds.filter(({ secret }) => secret !== "mailed").length);
  expect(passwords.filter((password) => out.includes(password))).toEqual([]);
});

it("has a sample of every kind, and of nothing else", () => {
  expect(Object.keys(samples).toSorted()).toEqual(kinds.map(({ name }) => name).toSorted());
});
