import { chmod, lstat, mkdir, readFile, symlink, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Secret } from "@rekey/core";
import { sinkContract } from "@rekey/core/testing";
import { beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { delivery, type Folder, folder, opened, signal } from "../delivery.fixture.ts";
import { statOf } from "./place.ts";

let dir: Folder;
beforeEach(async () => void (dir = await folder()));

const at = (name: string) => join(dir.path, name);
const secretIn = async (name: string) => readFile(at(name), "utf8");

const yaml = { template: 'secret: "{{password}}"', as: "yaml" } as const;
describe.for([
  ["raw", "raw", (text: string) => text],
  ["json", "json", (text: string) => z.object({ password: z.string() }).parse(JSON.parse(text)).password],
  ["a template", yaml, (text: string) => z.object({ secret: z.string() }).parse(parse(text)).secret],
] as const)("the sink contract, written as %s", ([, format, secretOf]) => {
  const open = async () => {
    const place = await folder();
    return {
      sink: opened({ path: join(place.path, "{name}"), format }),
      read: async (name: string) =>
        (await statOf(join(place.path, name))) ? secretOf(await readFile(join(place.path, name), "utf8")) : undefined,
      lose: (name: string) => unlink(join(place.path, name)),
      fail: place.remove,
    };
  };
  for (const { name, run } of sinkContract(open)) it(name, run);
});

describe("the file", () => {
  it("is born for the daemon's eyes only, and gets the mode that was asked for", async () => {
    await opened({ path: at("{name}.env"), format: "dotenv", mode: "0440" }).deliver(delivery(), signal);
    expect((await lstat(at("cache-app.env"))).mode & 0o777).toBe(0o440);
    await opened({ path: at("{name}"), format: "raw" }).deliver(delivery(), signal);
    expect((await lstat(at("cache-app"))).mode & 0o777).toBe(0o400);
  });

  it("stays in its folder, whatever the name is", async () => {
    await opened({ path: at("{name}") }).deliver(delivery({ name: "a.b.c" }), signal);
    expect(await dir.names()).toEqual([".a.b.c.rekey", "a.b.c"]);
    for (const name of ["../x", "a/b", "a..b", ".", "", "a.", "A"])
      await expect(opened({ path: at("{name}") }).deliver(delivery({ name }), signal)).rejects.toMatchObject({
        code: "ERR_DELIVERY",
      });
    expect(await dir.names()).toHaveLength(2);
  });

  it("leaves no secret beside it", async () => {
    await opened({ path: at("{name}") }).deliver(delivery({ password: "canary-beside-1" }), signal);
    expect(await dir.names()).toEqual([".cache-app.rekey", "cache-app"]);
    expect(await secretIn(".cache-app.rekey")).not.toContain("canary-");
    expect((await lstat(at(".cache-app.rekey"))).mode & 0o777).toBe(0o600);
  });

  it("takes what killed writers left away, and nothing else", async () => {
    const others = [
      ".cache-app.0123456789abcdef.rekey-new2",
      ".cache-app-2.0123456789abcdef.rekey-new",
      "x.cache-app.0123456789abcdef.rekey-new",
    ];
    for (const name of [".cache-app.0123456789abcdef.rekey-new", ...others]) await writeFile(at(name), "left");
    await opened({ path: at("{name}") }).deliver(delivery(), signal);
    expect(await dir.names()).toEqual([".cache-app.rekey", "cache-app", ...others].toSorted());
  });
});

describe("a link", () => {
  it("in place of the file is not followed, and not removed", async () => {
    await writeFile(at("victim"), "mine");
    await symlink(at("victim"), at("cache-app"));
    await expect(opened({ path: at("{name}") }).deliver(delivery(), signal)).rejects.toMatchObject({
      code: "ERR_DELIVERY",
      message: expect.stringContaining("no plain file"),
    });
    expect(await secretIn("victim")).toBe("mine");
  });

  it("in place of the mark is not followed", async () => {
    await writeFile(at("victim"), "mine");
    await symlink(at("victim"), at(".cache-app.rekey"));
    await expect(opened({ path: at("{name}") }).deliver(delivery(), signal)).rejects.toMatchObject({
      code: "ERR_DELIVERY",
    });
    expect(await secretIn("victim")).toBe("mine");
  });

  it("in the folder's path is refused, naming the real path", async () => {
    await mkdir(at("real"));
    await symlink(at("real"), at("link"));
    await expect(opened({ path: at("link/{name}") }).deliver(delivery(), signal)).rejects.toMatchObject({
      code: "ERR_DELIVERY",
      details: { remedy: `write the folder as ${at("real")}` },
    });
  });
});

describe("the folder", () => {
  it("is never made", async () => {
    await expect(opened({ path: at("none/{name}") }).deliver(delivery(), signal)).rejects.toMatchObject({
      code: "ERR_DELIVERY",
      message: `cannot deliver to ${at("none/cache-app")}: ENOENT`,
      details: { remedy: expect.stringContaining("make the folder") },
    });
    expect(await dir.names()).toEqual([]);
  });

  it("must not be one in which everybody may exchange files", async () => {
    await chmod(dir.path, 0o777);
    await expect(opened({ path: at("{name}") }).deliver(delivery(), signal)).rejects.toMatchObject({
      message: expect.stringContaining("everybody"),
    });
    await chmod(dir.path, 0o1777);
    await opened({ path: at("{name}") }).deliver(delivery(), signal);
    await chmod(dir.path, 0o700);
  });
});

describe("a version", () => {
  it("is put in place again where somebody removed its file", async () => {
    const sink = opened({ path: at("{name}") });
    await sink.deliver(delivery(), signal);
    await unlink(at("cache-app"));
    await sink.deliver(delivery(), signal);
    expect(await secretIn("cache-app")).toBe("canary-sink-7");
  });

  it("stays behind a newer one over a restart (law 8)", async () => {
    await opened({ path: at("{name}") }).deliver(delivery({ version: 8, password: "canary-sink-8" }), signal);
    const late = opened({ path: at("{name}") }).deliver(delivery(), signal);
    await expect(late).rejects.toMatchObject({ code: "ERR_DELIVERY" });
    expect(await secretIn("cache-app")).toBe("canary-sink-8");
  });

  it("of another credential is kept out of a file that has an owner", async () => {
    const sink = opened({ path: at("shared") });
    await sink.deliver(delivery(), signal);
    const other = delivery({ uid: "uid-2", name: "other", current: { secret: new Secret("canary-other-1") } });
    await expect(sink.deliver(other, signal)).rejects.toMatchObject({
      message: expect.stringContaining("the file of cache-app"),
      details: { remedy: expect.stringContaining("{name}") },
    });
    await sink.deliver(delivery({ name: "renamed", version: 9 }), signal);
    expect(await secretIn("shared")).toBe("canary-sink-7");
  });
});
