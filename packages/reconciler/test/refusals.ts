import { CredentialError } from "@rekey/core";
import type { Ending, Sent } from "./sent.ts";

/** How a service turns a change away, by what has come over it. */
export const refusals: Partial<Record<Ending, (now: number) => CredentialError>> = {
  refused: () => new CredentialError("ERR_REFUSED", "the service's rules"),
  busy: (now) => new CredentialError("ERR_UNAVAILABLE", "busy", { againAt: new Date(now + 30_000) }),
  "our key refused": () => new CredentialError("ERR_IDENTITY", "the signature is refused"),
  "not declared so": () => new CredentialError("ERR_DECLARATION", "no such account"),
};

/** The change is refused, and nothing came of it. */
export function fail(sent: Sent, error: CredentialError): never {
  sent.isRefused = true;
  throw error;
}

export function lost(): CredentialError {
  return new CredentialError("ERR_OUTCOME_UNKNOWN", "no reply");
}
