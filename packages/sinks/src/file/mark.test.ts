import { fork } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { delivery, type Folder, folder, opened, signal } from "../delivery.fixture.ts";
import { asNewest } from "./mark.ts";
import { placeOf } from "./place.ts";

let dir: Folder;
beforeEach(async () => void (dir = await folder()));

const path = () => join(dir.path, "{name}");
const place = () => placeOf(path(), "cache-app");
const sink = () => opened({ path: path() });
const secret = () => readFile(place().path, "utf8");
const older = { code: "ERR_DELIVERY", message: expect.stringContaining("was delivered there before") };
const version = (number: number) => delivery({ version: number, password: `canary-mark-${number}` });

it("is raised before the file is exchanged: a crash between the two never lets an older version back (law 8)", async () => {
  await sink().deliver(version(7), signal);
  const crash = asNewest(place(), version(8), () => Promise.reject(new Error("killed")));
  await expect(crash).rejects.toThrow("killed");
  expect(await secret()).toBe("canary-mark-7");
  await expect(sink().deliver(version(7), signal)).rejects.toMatchObject(older);
  await sink().deliver(version(8), signal);
  expect(await secret()).toBe("canary-mark-8");
});

it("refuses an older version and says how to take it nonetheless: a restored store gives its numbers again", async () => {
  await sink().deliver(version(9), signal);
  await expect(sink().deliver(version(7), signal)).rejects.toMatchObject({
    ...older,
    message: expect.stringContaining("v9 was delivered there before v7"),
    details: { newest: 9, remedy: expect.stringContaining(join(dir.path, ".cache-app.rekey")) },
  });
  await rm(join(dir.path, ".cache-app.rekey"));
  await sink().deliver(version(7), signal);
  expect(await secret()).toBe("canary-mark-7");
});

it("lets one process at a time exchange the file, and is free when that one is killed", async () => {
  const child = fork(join(import.meta.dirname, "holder.fixture.ts"), [path()], {
    execArgv: ["--conditions=@rekey/source"],
  });
  await once(child, "message");
  await expect(sink().deliver(version(8), signal)).rejects.toMatchObject({
    code: "ERR_DELIVERY",
    message: expect.stringContaining("another process"),
  });
  child.kill("SIGKILL");
  await once(child, "exit");
  await sink().deliver(version(8), signal);
  expect(await secret()).toBe("canary-mark-8");
});

it("leaves the newest of versions that come at once, from any number of sinks", async () => {
  await Promise.allSettled([3, 9, 1, 7, 5].map((number) => sink().deliver(version(number), signal)));
  expect(await secret()).toBe("canary-mark-9");
});

it("lets files be exchanged in the order of their versions, whoever comes first (law 8)", async () => {
  const done: number[] = [];
  const work = (number: number) => asNewest(place(), version(number), async () => void done.push(number));
  await Promise.allSettled([5, 8, 6, 7].map(work));
  expect(done).toEqual(done.toSorted((a, b) => a - b));
  expect(done.at(-1)).toBe(8);
});
