import { createSecureContext, type SecureContextOptions } from "node:tls";
import type { Listen } from "../../config/http.ts";
import { readReference } from "../../config/reference.ts";
import { EXIT } from "../../exit.ts";
import type { Io } from "../../io.ts";
import { Trouble } from "../../trouble.ts";

/** Reads certificate and key, and tries whether they go together. Throws a Trouble. */
export function certificateOf({ tls, folder }: Listen, io: Pick<Io, "env">): SecureContextOptions | undefined {
  if (!tls) return undefined;
  const cert = readReference(tls.certificate, folder, io, "the certificate of http.tls").reveal();
  const key = readReference(tls.key, folder, io, "the key of http.tls").reveal();
  try {
    createSecureContext({ cert, key });
  } catch (cause) {
    throw new Trouble("certificate and key of http.tls do not go together", {
      changed: "no: nothing was begun",
      youCan: "name a PEM certificate, its chain after it, and its own key",
      exit: EXIT.usage,
      cause,
    });
  }
  return { cert, key };
}
