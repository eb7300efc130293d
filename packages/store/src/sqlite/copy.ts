import { closeSync, openSync } from "node:fs";
import { backup, type DatabaseSync } from "node:sqlite";
import { faultOf } from "./fault.ts";
import { usable } from "./file.ts";

/** Copies a store, sealed as it is, into a new file for its owner alone, while others go on writing. Throws ERR_DECLARATION where there is a file already. */
export async function copy(db: DatabaseSync, path: string): Promise<void> {
  usable(path, () => closeSync(openSync(path, "wx", 0o600)));
  try {
    await backup(db, path);
  } catch (error) {
    throw faultOf(error, path);
  }
}
