import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { storeContract } from "@rekey/core/testing";
import { describe, it } from "vitest";
import { newSealKey } from "../seal/key.ts";
import { openSqlite } from "./open.ts";

const keys = [{ source: "env:SEAL", key: newSealKey() }];

describe("a store in memory", () => {
  const cases = storeContract(async () => {
    const store = await openSqlite(":memory:", { keys });
    return { store, close: () => store.close() };
  });
  for (const { name, run } of cases) it(name, run);
});

describe("a store in a file", () => {
  const cases = storeContract(async () => {
    const folder = mkdtempSync(join(tmpdir(), "rekey-store-"));
    const path = join(folder, "rekey.db");
    let store = await openSqlite(path, { keys });
    return {
      store,
      reopen: async () => {
        await store.close();
        return (store = await openSqlite(path, { keys }));
      },
      close: async () => {
        await store.close();
        rmSync(folder, { recursive: true });
      },
    };
  });
  for (const { name, run } of cases) it(name, run);
});
