import { createHash } from "node:crypto";
import type { Keys } from "../keys.ts";
import { Circuit } from "./circuit.ts";

/** One circuit a key in this process, whichever connections use it: the lock is the key's. */
const circuits = new Map<string, Circuit>();

/** The circuit of these keys. Another secret for the same id has another: new keys begin anew. */
export function circuitOf({ accessKey, secretKey }: Keys): Circuit {
  const name = createHash("sha256").update(`${accessKey}\n${secretKey.reveal()}`).digest("base64");
  const known = circuits.get(name) ?? new Circuit();
  circuits.set(name, known);
  return known;
}
