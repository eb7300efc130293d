import { memoryStore } from "../../packages/core/src/testing/index.ts";
import type { Setting } from "../../packages/reconciler/test/setting.ts";
import { twins } from "../../packages/reconciler/test/twins.ts";
import { newSealKey } from "../../packages/store/src/index.ts";
import { openSqlite } from "../../packages/store/src/sqlite/index.ts";

/** Where the histories of one worker take place, one after the other. */
export type Settings = () => Promise<Setting | undefined>;

/** A store in memory of their own: the shortest reading of the contract. */
const inMemory: Settings = async () => undefined;

/** How many histories share one database. */
const MOST = 50;

/** The real SQLite store, in memory, and beside it a memory store that must always say the same. */
function inSqlite(): Settings {
  const keys = [{ source: "proof", key: newSealKey() }];
  let uid = "";
  let histories = 0;
  const open = async () => {
    const real = await openSqlite(":memory:", { keys, newUid: () => uid });
    return { real, memory: memoryStore({ newUid: () => uid }) };
  };
  let opened = open();
  return async () => {
    if (++histories % MOST === 0) {
      await (await opened).real.close();
      opened = open();
    }
    const { real, memory } = await opened;
    uid = `c${histories}`;
    return { uid, store: twins(memory, real) };
  };
}

export const settings = { memory: () => inMemory, sqlite: inSqlite } as const satisfies Record<string, () => Settings>;
export type StoreName = keyof typeof settings;
