import { createHash } from "node:crypto";
import type { Keys } from "../keys.ts";
import { Circuit } from "./circuit.ts";

/** One circuit a key in this process, whichever connections use it: the lock is the key's. */
const circuits = new Map<string, Circuit>();

/** The circuit of these keys. Another secret for the same id has another: new keys begin anew. */
export function circuitOf(keys: Keys): Circuit {
  const name = nameOf(keys);
  const known = circuits.get(name) ?? new Circuit();
  circuits.set(name, known);
  return known;
}

/** Whether these keys were refused in this process, and have not been accepted since. */
export function wasRefused(keys: Keys): boolean {
  return circuits.get(nameOf(keys))?.isRefused ?? false;
}

function nameOf({ accessKey, secretKey }: Keys): string {
  return createHash("sha256").update(`${accessKey}\n${secretKey.reveal()}`).digest("base64");
}
