import { memoryStore } from "../../packages/core/src/testing/index.ts";
import type { Setting } from "../../packages/reconciler/test/setting.ts";
import { twins } from "../../packages/reconciler/test/twins.ts";
import { Older } from "./older.ts";
import { newSealKey } from "../../packages/store/src/index.ts";
import { openSqlite } from "../../packages/store/src/sqlite/index.ts";

/** Where the histories of one worker take place, by their seeds, one after the other. */
export type Settings = (seed: number) => Promise<Setting | undefined>;

/** A store in memory of their own: the shortest reading of the contract. */
const inMemory: Settings = async () => undefined;

/** How many histories share one database. */
const MOST = 50;

/** Of so many histories, one has a database of its own, which older states take the place of. */
const OLDER = 8;

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
  let older: Older | undefined;
  return async (seed) => {
    await older?.[Symbol.asyncDispose]();
    older = seed % OLDER === 0 ? await Older.open(keys) : undefined;
    if (older) return older.setting;
    if (++histories % MOST === 0) {
      await (await opened).real.close();
      opened = open();
    }
    const { real, memory } = await opened;
    uid = `c${histories}`;
    return { uid, store: twins(memory, () => real) };
  };
}

export const settings = { memory: () => inMemory, sqlite: inSqlite } as const satisfies Record<string, () => Settings>;
export type StoreName = keyof typeof settings;
