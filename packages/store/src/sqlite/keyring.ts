import type { KeyObject } from "node:crypto";
import { type Clock, CredentialError } from "@rekey/core";
import { wrapKey } from "../seal/envelope.ts";
import type { SealKey } from "../seal/key.ts";
import { append } from "./audit.ts";
import type { Ground } from "./ground.ts";
import { addWrapped, keyNames, removeWrapped } from "./keys.ts";
import type { Keyring, KeyName } from "./surface.ts";

export interface Lock {
  readonly storeId: string;
  readonly dataKey: KeyObject;
  readonly clock: Clock;
}

export function keyring(ground: Ground, lock: Lock): Keyring {
  return {
    keys: async () => ground.read(() => keyNames(ground.db)),
    addKey: (key, by) => change(ground, () => add(ground, lock, { key, by })),
    removeKey: (id, by) => change(ground, () => remove(ground, lock, { id, by })),
    rewrap: (keys, by) =>
      change(ground, () => {
        if (keys.length === 0)
          throw new CredentialError("ERR_DECLARATION", "a store needs a seal key, and none was given");
        const added = keys.map((key) => add(ground, lock, { key, by }).id);
        const others = keyNames(ground.db).filter(({ id }) => !added.includes(id));
        for (const { id } of others) remove(ground, lock, { id, by });
        return keyNames(ground.db);
      }),
  };
}

/** What was taken away leaves the log too. */
async function change<T>(ground: Ground, work: () => T): Promise<T> {
  const result = await ground.writer.write(work);
  ground.db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  return result;
}

function add(
  ground: Ground,
  { storeId, dataKey, clock }: Lock,
  { key, by }: { key: SealKey; by?: string | undefined },
): KeyName {
  const wrapped = wrapKey(dataKey, storeId, key);
  const at = clock.now();
  addWrapped(ground.db, wrapped, at);
  append(ground, { name: "seal.rotated", at, by, message: `key ${wrapped.id}… (${key.source}) opens the store` });
  return { id: wrapped.id, source: wrapped.source, addedAt: at };
}

function remove(ground: Ground, { clock }: Lock, { id, by }: { id: string; by?: string | undefined }): void {
  const { source } = removeWrapped(ground.db, id);
  const message = `key ${id}… (${source}) opens the store no more`;
  append(ground, { name: "seal.rotated", at: clock.now(), by, message });
}
