import { after, CredentialError, systemClock } from "@rekey/core";

const BUSY_MS = 30_000;

/** An ERR_DECLARATION: what is declared cannot be had. */
export function refusal(message: string, remedy: string): CredentialError {
  return new CredentialError("ERR_DECLARATION", message, { service: "dcs", remedy });
}

/** An ERR_UNAVAILABLE: something else is under way, come back soon. */
export function busy(message: string): CredentialError {
  return new CredentialError("ERR_UNAVAILABLE", message, {
    service: "dcs",
    reason: "busy",
    againAt: after(systemClock.now(), BUSY_MS),
  });
}
