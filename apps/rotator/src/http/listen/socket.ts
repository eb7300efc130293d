import { chmodSync, lstatSync, unlinkSync } from "node:fs";
import { EXIT } from "../../exit.ts";
import { Trouble } from "../../trouble.ts";

/** Makes room for a socket: one that a daemon left behind is removed, and nothing else is. Whoever has the store's lock knows that no daemon listens there. */
export function makeRoom(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found) return;
  if (!found.isSocket())
    throw new Trouble(`${path} is there already and is no socket`, {
      changed: "no: nothing was begun",
      youCan: "name another path in http.listen",
      exit: EXIT.usage,
    });
  unlinkSync(path);
}

/** This user and its group may connect. */
export function closeOff(path: string): void {
  chmodSync(path, 0o660);
}
