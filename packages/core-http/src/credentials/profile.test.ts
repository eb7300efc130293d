import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { Profile, profilePath } from "./profile.ts";

let folder = "";
let path = "";
let told: string[] = [];
let profile = new Profile("", () => undefined);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "profile-"));
  path = join(folder, "credentials");
  told = [];
  profile = new Profile(path, (message) => told.push(message));
});

/** Writes as careful programs do, so that the file is another one each time. */
async function write(text: string): Promise<void> {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}

const section = (ak: string, name = "basic") => `[${name}]\nak = ${ak}\nsk = not-shown\n`;

it("reads keys, token and project from [basic]", async () => {
  await write(`${section("A0", "global")}${section("A1")}security_token = not-shown-either\nproject_id = p\n`);
  const keys = await profile.keys();
  expect(keys).toMatchObject({ accessKey: "A1", projectId: "p" });
  expect("secretKey" in keys && keys.secretKey.reveal()).toBe("not-shown");
  expect("securityToken" in keys && keys.securityToken?.reveal()).toBe("not-shown-either");
});

it("makes do with [global]", async () => {
  await write(section("A2", "global"));
  await expect(profile.keys()).resolves.toMatchObject({ accessKey: "A2" });
});

it("is read again when it changes", async () => {
  await write(section("A1"));
  await profile.keys();
  await write(section("A3"));
  await expect(profile.keys()).resolves.toMatchObject({ accessKey: "A3" });
});

it.for([
  ["holds no keys", "[basic]\n"],
  ["is no INI file", "[basic]\nwhat is this\n"],
  ["is cut short", "[basic]\nak = A4\ns"],
  ["holds an id that no header can carry", section("A 4")],
] as const)("keeps the keys in force, and says so once, when its new content %s", async ([, broken]) => {
  await write(section("A1"));
  await profile.keys();
  await write(broken);
  for (let turn = 0; turn < 2; turn += 1) await expect(profile.keys()).resolves.toMatchObject({ accessKey: "A1" });
  expect(told).toEqual([expect.stringContaining(path)]);
  await write(section("A5"));
  await expect(profile.keys()).resolves.toMatchObject({ accessKey: "A5" });
});

it("says why it has no keys", async () => {
  await expect(profile.keys()).resolves.toEqual({ absent: `${path} is not there` });
  await write("[basic]\nak = A1\n");
  await expect(profile.keys()).resolves.toEqual({ absent: `${path} has no [basic] section with a usable ak and sk` });
  await write("?");
  await expect(profile.keys()).resolves.toEqual({ absent: `${path}: line 1 is neither a [section] nor a key = value` });
  await expect(new Profile(folder, () => undefined).keys()).resolves.toEqual({ absent: `${folder}: EISDIR` });
});

it("has no more keys when the file is gone", async () => {
  await write(section("A1"));
  await profile.keys();
  await rm(path);
  await expect(profile.keys()).resolves.toHaveProperty("absent");
});

it("lies where the environment says, else in the home folder", () => {
  expect(profilePath({ HUAWEICLOUD_SDK_CREDENTIALS_FILE: "/elsewhere" }, "/home/me")).toBe("/elsewhere");
  expect(profilePath({}, "/home/me")).toBe("/home/me/.huaweicloud/credentials");
  expect(profilePath({}, undefined)).toBeUndefined();
});
