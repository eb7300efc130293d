import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { declared, folder, held, opened, rotate } from "./scene.fixture.ts";

it("copies a store in use into a file that is a store", async () => {
  const path = folder();
  const store = await opened(join(path, "rekey.db"));
  await rotate(store, await held(store, await declared(store, "a")));
  await store.backup(join(path, "backup.db"));
  await declared(store, "b");
  const copy = await opened(join(path, "backup.db"));
  expect((await copy.list()).map(({ declaration }) => declaration.name)).toEqual(["a"]);
  expect((await copy.find("a"))?.credential.current?.issued?.secret.reveal()).toBe("canary-candidate-1");
  expect(statSync(join(path, "backup.db")).mode & 0o777).toBe(0o600);
});

it("writes over nothing", async () => {
  const path = join(folder(), "backup.db");
  writeFileSync(path, "precious");
  await expect((await opened()).backup(path)).rejects.toMatchObject({ code: "ERR_DECLARATION" });
});
