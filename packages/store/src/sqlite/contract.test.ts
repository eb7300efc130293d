import { join } from "node:path";
import { storeContract } from "@rekey/core/testing";
import { describe, it } from "vitest";
import { openSqlite } from "./open.ts";
import { folder, keys } from "./scene.fixture.ts";

describe("a store in memory", () => {
  const cases = storeContract(async () => {
    const store = await openSqlite(":memory:", { keys });
    return { store, close: () => store.close() };
  });
  for (const { name, run } of cases) it(name, run);
});

describe("a store in a file", () => {
  const cases = storeContract(async () => {
    const path = join(folder(), "rekey.db");
    let store = await openSqlite(path, { keys });
    return {
      store,
      reopen: async () => {
        await store.close();
        return (store = await openSqlite(path, { keys }));
      },
      close: () => store.close(),
    };
  });
  for (const { name, run } of cases) it(name, run);
});
